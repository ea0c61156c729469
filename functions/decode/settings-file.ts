// Step: the settings file, checked against its schema and laid over the defaults.

import { validateSettingsFile } from '../../schemas/generated/validators.js';
import type { Finding } from '../kube/finding.ts';
import { isObject } from '../kube/object.ts';
import { parseCidr } from '../kube/cidr.ts';
import { parseImageRef } from '../kube/image-ref.ts';
import { isQualifiedName } from '../kube/label-grammar.ts';
import { isDataKey, isObjectName } from '../kube/object-name.ts';
import { isMore, parseQuantity } from '../kube/quantity.ts';
import { fail, ok, type Result } from '../kube/result.ts';
import { findBadCompanions } from './companion-settings.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';

/**
 * Reads a parsed settings file over defaults; an empty file (null) means all of them. Every violation is a finding with its path, so
 * that the process can refuse to start with all of them named.
 */
export function decodeSettings(
  value: unknown,
  defaults: Settings = DEFAULT_SETTINGS,
): Result<Settings, readonly Finding[]> {
  const file = value ?? {};
  if (!validateSettingsFile(file)) {
    return fail(
      (validateSettingsFile.errors ?? []).map(({ instancePath, message }) =>
        problem(instancePath, message ?? 'is wrong'),
      ),
    );
  }
  const settings = overlay(defaults, file) as Settings;
  const problems = [
    ...findBadQuantities(settings),
    ...findHighRequests(settings),
    ...findBadReferences(settings),
    ...findBadCidrs(settings),
    ...findBadEntries(settings),
    ...findBadCompanions(settings).map(({ key, message }) => problem(`/companions/${key}`, message)),
  ];
  return problems.length > 0 ? fail(problems) : ok(settings);
}

function problem(pointer: string, message: string): Finding {
  const path = pointer.slice(1).replaceAll('/', '.');
  return { code: 'MCP000', level: 'error', path: path === '' ? 'settings' : path, message };
}

/** Members of objects are merged, lists and scalars replaced whole. */
function overlay(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over;
  const merged = Object.entries(over).map(([key, value]) => [
    key,
    Object.hasOwn(base, key) ? overlay(base[key], value) : value,
  ]);
  return { ...base, ...Object.fromEntries(merged) };
}

function findBadQuantities({ proxy }: Settings): readonly Finding[] {
  return Object.entries(proxy.resources).flatMap(([list, amounts]) =>
    Object.entries(amounts)
      .filter(([, amount]) => parseQuantity(amount) === undefined)
      .map(([name, amount]) =>
        problem(`/proxy/resources/${list}/${name}`, `${JSON.stringify(amount)} is not a quantity such as 100m or 64Mi`),
      ),
  );
}

/** The API server would refuse the proxy of every server. */
function findHighRequests({ proxy: { resources } }: Settings): readonly Finding[] {
  const { requests, limits } = resources;
  return (['cpu', 'memory'] as const)
    .filter((name) => isMore(requests[name], limits[name]))
    .map((name) =>
      problem(`/proxy/resources/requests/${name}`, `${requests[name]} is larger than the limit ${limits[name]}`),
    );
}

/** As the proxy's client of Redis takes it: without a scheme, and never without a port. */
const HOST_AND_PORT = /^[^/]+:[0-9]{1,5}$/;

/** Each of these would be in the proxy of every server, or let no image through. */
function findBadReferences({ proxy, redis, imagePolicy }: Settings): readonly Finding[] {
  const { name = 'a', key = 'a' } = redis?.passwordSecret ?? {};
  const prefixes = imagePolicy.registries.filter(
    (text) => parseImageRef(`${text.replace(/\/+$/, '')}/a`) === undefined,
  );
  return [
    ...(parseImageRef(proxy.image) === undefined ? [wrong('/proxy/image', proxy.image, 'an image')] : []),
    ...proxy.imagePullSecrets
      .filter((text) => !isObjectName(text))
      .map((text) => wrong('/proxy/imagePullSecrets', text, 'the name of a Secret')),
    ...(redis === undefined || HOST_AND_PORT.test(redis.address)
      ? []
      : [wrong('/redis/address', redis.address, 'a host with its port, such as redis.cache:6379')]),
    ...(isObjectName(name) ? [] : [wrong('/redis/passwordSecret/name', name, 'the name of a Secret')]),
    ...(isDataKey(key) ? [] : [wrong('/redis/passwordSecret/key', key, 'a key of a Secret')]),
    ...prefixes.map((text) =>
      wrong('/imagePolicy/registries', text, 'the beginning of an image, such as ghcr.io/acme'),
    ),
  ];
}

function wrong(pointer: string, text: string, meant: string): Finding {
  return problem(pointer, `${JSON.stringify(text)} is not ${meant}`);
}

/** A CIDR that is dropped silently would leave open what it should close. */
function findBadCidrs({ permissionProfiles, networkPolicy }: Settings): readonly Finding[] {
  const lists = {
    '/permissionProfiles/network/except': permissionProfiles.network.except,
    '/networkPolicy/dnsServers': networkPolicy.dnsServers,
    '/networkPolicy/apiServerCIDRs': networkPolicy.apiServerCIDRs,
    '/networkPolicy/proxyEgress/extra': networkPolicy.proxyEgress.extra.flatMap(({ cidr }) => cidr ?? []),
  };
  return Object.entries(lists).flatMap(([pointer, cidrs]) =>
    cidrs
      .filter((text) => parseCidr(text) === undefined)
      .map((text) => problem(pointer, `${JSON.stringify(text)} is not a CIDR such as 10.0.0.0/8`)),
  );
}

/** An entry without a place would open everything; one that the API server refuses would stop the policies of every server. */
function findBadEntries({ networkPolicy }: Settings): readonly Finding[] {
  const places = networkPolicy.proxyEgress.extra.flatMap(({ cidr, namespace, podLabels }, index) => {
    const path = `/networkPolicy/proxyEgress/extra/${index}`;
    const namesPods = namespace !== undefined || podLabels !== undefined;
    if (namesPods === (cidr !== undefined))
      return [problem(path, 'must have either cidr, or namespace and podLabels, or one of these two')];
    return findBadKeys(path, podLabels);
  });
  const resolvers = networkPolicy.resolvers.flatMap(({ podLabels }, index) =>
    findBadKeys(`/networkPolicy/resolvers/${index}`, podLabels),
  );
  return [...places, ...resolvers];
}

function findBadKeys(path: string, podLabels: Readonly<Record<string, string>> = {}): readonly Finding[] {
  const bad = Object.keys(podLabels).filter((key) => !isQualifiedName(key));
  return bad.map((key) => problem(`${path}/podLabels`, `${JSON.stringify(key)} is not the key of a label`));
}
