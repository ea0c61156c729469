// Doctor: tries the whole path from kubectl through the API server to the hooks and back. Nothing is stored: both requests
// are dry runs.

import { SERVER_VERSION } from '../../decode/config-kinds.ts';
import { parseJson, readMember } from '../../kube/json-reader.ts';
import { type Kubectl, lastLine } from '../input/kubectl.ts';
import { type CheckResult, failed, passed, undetermined } from './installation.ts';

/** A server that must be refused, and one that must come back with its defaults. */
export async function probeAdmission(kubectl: Kubectl, namespace: string): Promise<CheckResult> {
  const args = ['create', '--dry-run=server', '-o', 'json', '-f', '-'];
  const bad = await kubectl(args, probe(namespace, { image: 'https://not-an-image', transport: 'stdio' }));
  if (bad.code === 0)
    return failed(
      'a server with a wrong image would be stored: the validating webhook is not asked, or fails and is ignored: see its line above, and the log of the hooks',
    );
  const problem = refusal(bad.err, namespace);
  if (problem !== undefined) return problem;
  const good = await kubectl(args, probe(namespace, { image: 'ghcr.io/example/probe:1.0.0', transport: 'stdio' }));
  if (good.code !== 0)
    return refusal(good.err, namespace) ?? passed('a bad server is refused; a good one was refused by your own rules');
  return readMember(parseJson(good.out), 'spec', 'proxyPort') === undefined
    ? failed(
        'a good server is stored without its defaults: the defaulting webhook is not asked, or fails and is ignored: see its line above, and the log of the hooks',
      )
    : passed('a bad server is refused, a good one gets its defaults');
}

/** What a refusal means; undefined when it is the one from our hooks. */
function refusal(err: string, namespace: string): CheckResult | undefined {
  if (err.includes('failed calling webhook'))
    return failed(
      `the API server cannot reach the hooks: see the lines hooks, hook port and certificate above; ${lastLine(err).replace(/^.*failed calling webhook/, 'failed calling webhook')}`,
    );
  if (/\bMCP\d{3}\b/.test(err) && !err.includes('ValidatingAdmissionPolicy')) return undefined;
  if (/forbidden/i.test(err))
    return undetermined(`you may not try (${lastLine(err)}): ask for create on mcpservers, or use --no-probe`);
  if (err.includes('no matches for kind'))
    return failed('the API server does not know MCPServer: set crds.install in the chart');
  if (err.includes('namespaces ') && err.includes('not found'))
    return undetermined(`namespace ${namespace} is not there: name another with --namespace`);
  return failed(`a bad server is refused by somebody else: look into the policy or webhook that says ${lastLine(err)}`);
}

function probe(namespace: string, spec: object): string {
  const metadata = { name: 'toolhive-doctor-probe', namespace };
  return JSON.stringify({ apiVersion: SERVER_VERSION, kind: 'MCPServer', metadata, spec });
}
