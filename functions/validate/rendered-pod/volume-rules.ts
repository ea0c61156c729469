// What the API server asks of volumes and their sources.
// @see k8s.io/kubernetes/pkg/apis/core/validation (v1.36)

import { isAnnotationKey } from '../../kube/label-grammar.ts';
import { parseQuantity } from '../../kube/quantity.ts';
import { readItems, readList, readMember, readObject } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';
import { between, isGiven, oneOf, type Problem, type TypeRules } from './checks.ts';
import { climblessPath, dnsLabel, fileMode, objectName, volumeFile } from './grammars.ts';
import { fieldRefProblems, resourceFieldProblems } from './resource-rules.ts';
import { labelProblems } from './scheduling-rules.ts';

const ACCESS_MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'] as const;
const HOST_PATH_TYPES = 'BlockDevice CharDevice Directory DirectoryOrCreate File FileOrCreate Socket'.split(' ');

/** How long a projected token may live, in seconds. */
const TOKEN_SECONDS = { least: 600, most: 2 ** 32 } as const;

/** Types that are parts of a volume. */
export const VOLUME_RULES: Readonly<Record<string, TypeRules>> = {
  Volume: { required: ['name'], fields: { name: dnsLabel }, together: sourceProblems },
  ConfigMapVolumeSource: { required: ['name'], fields: { defaultMode: fileMode, name: objectName } },
  SecretVolumeSource: { required: ['secretName'], fields: { defaultMode: fileMode, secretName: objectName } },
  KeyToPath: { required: ['key', 'path'], fields: { mode: fileMode, path: volumeFile } },
  HostPathVolumeSource: { required: ['path'], fields: { path: climblessPath, type: oneOf(...HOST_PATH_TYPES) } },
  PersistentVolumeClaimVolumeSource: { required: ['claimName'], fields: { claimName: objectName } },
  CSIVolumeSource: { required: ['driver'] },
  NFSVolumeSource: { required: ['server', 'path'] },
  ImageVolumeSource: { fields: { pullPolicy: oneOf('Always', 'IfNotPresent', 'Never') } },
  EmptyDirVolumeSource: { together: ({ sizeLimit }) => (isNegative(sizeLimit) ? [notNegative('sizeLimit')] : []) },
  DownwardAPIVolumeSource: { fields: { defaultMode: fileMode } },
  DownwardAPIVolumeFile: {
    required: ['path'],
    exactlyOneOf: ['fieldRef', 'resourceFieldRef'],
    fields: { mode: fileMode, path: volumeFile },
    together: ({ fieldRef, resourceFieldRef }) => [
      ...fieldRefProblems(fieldRef, 'file'),
      ...resourceFieldProblems(resourceFieldRef, 'file'),
    ],
  },
  ProjectedVolumeSource: { fields: { defaultMode: fileMode }, together: projectedPathProblems },
  VolumeProjection: {
    exactlyOneOf: ['configMap', 'secret', 'downwardAPI', 'serviceAccountToken', 'clusterTrustBundle', 'podCertificate'],
  },
  ConfigMapProjection: { required: ['name'], fields: { name: objectName } },
  SecretProjection: { required: ['name'], fields: { name: objectName } },
  ServiceAccountTokenProjection: {
    required: ['path'],
    fields: { expirationSeconds: between(TOKEN_SECONDS.least, TOKEN_SECONDS.most), path: volumeFile },
  },
  EphemeralVolumeSource: { required: ['volumeClaimTemplate'] },
  PersistentVolumeClaimTemplate: { required: ['spec'] },
  PersistentVolumeClaimSpec: {
    fields: { storageClassName: objectName, volumeMode: oneOf('Filesystem', 'Block') },
    together: claimProblems,
  },
  ObjectMeta: { together: metadataProblems },
};

function sourceProblems({ name: _name, ...sources }: Fields): readonly Problem[] {
  const [, ...others] = Object.keys(sources).filter((source) => isGiven(sources[source]));
  return others.map((source) => ({ path: [source], remedy: 'must be left out; a volume has one source' }));
}

function claimProblems({ accessModes, resources }: Fields): readonly Problem[] {
  const modes = readList(accessModes);
  const path = ['accessModes'];
  const storage = readMember(resources, 'requests', 'storage');
  const amount = typeof storage === 'string' || typeof storage === 'number' ? parseQuantity(storage) : undefined;
  const isSized = amount !== undefined && amount !== '0' && !amount.startsWith('-');
  return [
    ...(modes.length === 0 ? [{ path, remedy: `must have one of ${ACCESS_MODES.join(', ')}` }] : []),
    ...modes.flatMap((mode, index) =>
      ACCESS_MODES.some((known) => known === mode)
        ? []
        : [{ path: ['accessModes', index], remedy: `must be one of ${ACCESS_MODES.join(', ')}` }],
    ),
    ...(modes.length > 1 && modes.includes('ReadWriteOncePod')
      ? [{ path, remedy: 'must have no other mode beside ReadWriteOncePod' }]
      : []),
    ...(isSized
      ? []
      : [{ path: ['resources', 'requests', 'storage'], remedy: 'must be an amount above 0, such as 1Gi' }]),
  ];
}

function metadataProblems({ labels, annotations }: Fields): readonly Problem[] {
  const keys = Object.keys(readObject(annotations)).filter((key) => !isAnnotationKey(key));
  return [
    ...labelProblems('labels', labels),
    ...keys.map((key) => ({ path: ['annotations', key], remedy: 'must have a key of the form [prefix/]name' })),
  ];
}

/** Two sources cannot write the same file. */
function projectedPathProblems({ sources }: Fields): readonly Problem[] {
  const files = readItems(sources).flatMap((source, index) =>
    Object.entries(source).flatMap(([kind, value]) => {
      const { items, path } = readObject(value);
      const base = ['sources', index, kind];
      const direct = isGiven(path) ? [{ path: [...base, 'path'], file: path }] : [];
      const listed = readItems(items).map((item, place) => ({
        path: [...base, 'items', place, 'path'],
        file: item['path'],
      }));
      return direct.concat(listed);
    }),
  );
  const seen = new Set<unknown>();
  return files.flatMap(({ path, file }) => {
    if (!seen.has(file)) {
      seen.add(file);
      return [];
    }
    return [{ path, remedy: 'must differ from the paths of other files in the volume' }];
  });
}

function isNegative(amount: unknown): boolean {
  return String(amount).startsWith('-');
}

function notNegative(name: string): Problem {
  return { path: [name], remedy: 'must not be negative' };
}
