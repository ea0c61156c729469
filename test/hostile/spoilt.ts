// Support: a sound request, each place of it replaced by values that do not belong there.

import type { KubeObject } from '../../functions/kube/object.ts';
import { admissionReview, PARENT } from '../units/hooks/requests.ts';

type Step = string | number;

/** Must never come back in an answer, except inside the children. */
export const SECRET = 'hunter2hunter2';

/** A server with something in each kind of place. */
export const SERVER: KubeObject = {
  ...PARENT,
  spec: {
    image: 'ghcr.io/example/fetch:1.0.0',
    transport: 'streamable-http',
    env: [{ name: 'A_TOKEN', value: SECRET }],
    secrets: [{ name: 's', key: 'k' }],
    volumes: [{ name: 'v', mountPath: '/v', configMap: { name: 'c', items: [{ key: 'a', path: 'b' }] } }],
    resources: { limits: { cpu: '1' } },
    permissionProfile: { type: 'inline', inline: { network: { outbound: { allow_host: ['192.0.2.1'] } } } },
    resourceOverrides: { proxyDeployment: { env: [{ name: 'C', value: SECRET }], labels: { x: 'y' } } },
    podTemplateSpec: { spec: { containers: [{ name: 'mcp', env: [{ name: 'B', value: SECRET }] }] } },
    groupRef: { name: 'g' },
    oidcConfig: { type: 'inline', inline: { issuer: 'https://issuer.example.com', clientId: 'c' } },
  },
};

/** A review of it. */
export const REVIEW: ReturnType<typeof admissionReview> = admissionReview({ object: SERVER });

const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  1.5,
  '8080',
  'a\nb\r\u0000\u2028',
  '\ud800',
  'x'.repeat(10_000),
  [null],
  [[]],
  { a: 1 },
  JSON.parse('{"__proto__":{"x":1},"constructor":{"prototype":{"y":1}},"toString":"z","length":3}'),
];

/** All places below a value, the deepest lists and objects included. */
function places(value: unknown, path: readonly Step[] = []): readonly (readonly Step[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, member]) =>
    places(member, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [path, ...below];
}

function replaced(value: unknown, [step, ...rest]: readonly Step[], by: unknown): unknown {
  if (step === undefined) return by;
  const member = replaced((value as Record<Step, unknown>)[step], rest, by);
  if (Array.isArray(value)) return value.with(Number(step), member);
  return { ...(value as object), [step]: member };
}

/** The request, again and again, each time with another place replaced by another odd value; places are below this member. */
export function* spoilt(body: unknown, below: string): Generator {
  for (const place of places(body)) {
    if (place.length > 0 && place[0] !== below) continue;
    for (const odd of ODD_VALUES) yield replaced(body, place, odd);
  }
}
