// Rule: variables that change what the proxy's process trusts or runs. The proxy sees every token of every caller, so whoever can
// send its traffic elsewhere or give it another certificate authority reads them all.

import { at, type Finding } from '../kube/finding.ts';
import { quote } from './quote.ts';
import { finding, type ValidationInput } from './rule.ts';

/** By whole name, in upper case. The proxy is written in Go; variables of other languages matter for custom images. */
const TRUSTED: readonly RegExp[] = [
  // The loader of programs, and libraries that it lets others choose.
  /^(?:LD|DYLD)_/,
  /^(?:GLIBC_TUNABLES|GCONV_PATH|NLSPATH|LOCPATH|MALLOC_TRACE)$/,
  // Where traffic and look-ups go, and what goes past them.
  /_PROXY$/,
  /^(?:HOSTALIASES|LOCALDOMAIN|RES_OPTIONS|RESOLV_HOST_CONF)$/,
  // Trusted authorities, and key logs with which others can decrypt traffic.
  /^SSL_CERT_(?:FILE|DIR)$/,
  /^(?:SSLKEYLOGFILE|OPENSSL_[A-Z_]+|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE)$/,
  // Which API server a stdio proxy asks, with its token.
  /^(?:KUBECONFIG|KUBERNETES_SERVICE_(?:HOST|PORT)|KUBERNETES_MASTER)$/,
  // Code that a runtime loads before the program begins.
  /^GODEBUG$/,
  /^NODE_(?:OPTIONS|PATH|EXTRA_CA_CERTS|TLS_REJECT_UNAUTHORIZED|REPL_EXTERNAL_MODULE)$/,
  /^PYTHON(?:PATH|HOME|STARTUP|USERBASE|INSPECT|BREAKPOINT|WARNINGS|PLATLIBDIR|EXECUTABLE|HTTPSVERIFY)$/,
  /^(?:JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|JDK_JAVA_OPTIONS|PERL5(?:LIB|OPT|DB)|RUBY(?:LIB|OPT)|BASH_ENV|PATH)$/,
];

/** `proxy.trustEnvironment` decides: an error with `deny`, a warning with `warn`, nothing with `allow`. */
export function validateTrustEnvironment({ server, settings }: ValidationInput): readonly Finding[] {
  const { trustEnvironment } = settings.proxy;
  if (trustEnvironment === 'allow') return [];
  const env = server.spec.resourceOverrides?.proxyDeployment?.env ?? [];
  return env.flatMap(({ name }, index) => {
    if (!changesTrust(name)) return [];
    const path = at('spec.resourceOverrides.proxyDeployment.env', index, 'name');
    return [trustEnvironment === 'deny' ? denial(path, name) : warning(path, name)];
  });
}

/** Whether a variable is one of these. Programs read some of them in lower case as well. */
function changesTrust(name: string): boolean {
  const upper = name.toUpperCase();
  return TRUSTED.some((pattern) => pattern.test(upper));
}

function denial(path: string, name: string): Finding {
  const sentence = `${quote(name)} changes what the proxy trusts or runs, which the setting proxy.trustEnvironment denies`;
  return finding('MCP066', path, `${sentence}; remove it, or let the cluster's administrator allow it there.`);
}

function warning(path: string, name: string): Finding {
  const sentence = `${quote(name)} changes what the proxy trusts or runs, and the proxy sees the tokens of all callers`;
  return finding('MCP067', path, `${sentence}; remove it unless it is meant.`);
}
