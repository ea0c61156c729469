// Who runs each block of the documentation, or why nobody can. A new block needs an entry here; a test says so.

import { type Block, listBlocks } from './blocks.ts';

/** Suites that take the blocks from the pages and run what stands there. */
export const SUITES = {
  offline: 'test/docs/transcripts.test.ts',
  cli: 'test/cli/docs.test.ts',
  migration: 'test/apiserver/migrate-docs.test.ts',
  shell: 'test/docs/shell.test.ts',
  manifest: 'test/docs/inventory.test.ts',
  profile: 'test/docs/inventory.test.ts',
  values: 'test/chart/docs.test.ts',
  helm: 'test/chart/docs.test.ts',
  cluster: 'test/apiserver/docs-commands.test.ts',
  newcomer: 'test/docs/newcomer.test.ts',
} as const;

/** A suite that runs the block; a test that does the same, quoted; or the reason why it cannot be run. */
export type Runner =
  | { readonly suite: keyof typeof SUITES }
  | { readonly same: string; readonly quoted: string }
  | { readonly cannot: string };

const offline: Runner = { suite: 'offline' };
const shell: Runner = { suite: 'shell' };
const manifest: Runner = { suite: 'manifest' };
const values: Runner = { suite: 'values' };
const helm: Runner = { suite: 'helm' };
const cluster: Runner = { suite: 'cluster' };
const newcomer: Runner = { suite: 'newcomer' };

const PODS: Runner = { same: 'test/node/flow.test.ts', quoted: "server's backend answers" };
const OTHER_TOOL =
  'it is the object of another tool, whose definitions the tests do not have; that it is YAML is tested';

/** By page and by the first line of the block that is no comment. */
export const INVENTORY: Readonly<Record<string, Readonly<Record<string, Runner>>>> = {
  'README.md': {
    'make run': { same: 'test/simulator/demo.test.ts', quoted: 'the examples become Ready' },
    '$ make run': { same: 'test/simulator/demo.test.ts', quoted: 'the examples become Ready' },
    'apiVersion: toolhive.stacklok.dev/v1beta1': manifest,
    'kubectl get mcpservers --all-namespaces': {
      same: 'test/apiserver/readme-commands.test.ts',
      quoted: 'kubectl get mcpservers --all-namespaces',
    },
    'helm install metacontroller': helm,
  },
  'CONTRIBUTING.md': {
    '- Role/echo-proxy-runner: streamable-http': {
      same: 'test/expected/full-files.test.ts',
      quoted: 'contributing: the lines that it shows',
    },
    'make verify lint': {
      cannot: 'it is part of make ci, which also runs this test',
    },
    'METACONTROLLER=./metacontroller': {
      cannot: 'it names the program of Metacontroller, which is not part of the project',
    },
  },
  'charts/toolhive-operator/README.md': { 'helm install metacontroller': helm },
  'docs/start.md': {
    'make run ONCE=1': newcomer,
    'docker build -t': newcomer,
    'minikube start': newcomer,
    'node dist/cli.mjs doctor': newcomer,
    'curl -sS http://localhost:8080/mcp': newcomer,
    'helm install metacontroller': helm,
    'apiVersion: toolhive.stacklok.dev/v1beta1': manifest,
    'kubectl apply -f test/examples/start/mcpserver.yaml': cluster,
    'kubectl delete -f test/examples/start/mcpserver.yaml': cluster,
    'kubectl port-forward': {
      cannot: 'it runs until it is stopped; the same Service is called in test/node/flow.test.ts',
    },
  },
  'docs/performance.md': {
    'make bench': { cannot: 'it takes minutes and wants a quiet machine; its tables stand on the page' },
  },
  'docs/troubleshooting.md': {
    'kubectl get mcpservers --all-namespaces': cluster,
    'kubectl get crd': cluster,
    'kubectl get all -n default': cluster,
    'kubectl get pods -n default': cluster,
    'kubectl logs example-server-0': PODS,
    'kubectl get compositecontroller': {
      cannot:
        'the loop of the tests has no CompositeController; test/apiserver/chart.test.ts reads the one of the chart',
    },
    'kubectl get deployment -n toolhive-system': {
      same: 'test/node/chart.test.ts',
      quoted: 'what the documentation tells to look at answers',
    },
  },
  'docs/install.md': {
    'podAnnotations:': values,
    'docker build -t registry.example.com': helm,
    'helm install metacontroller': helm,
    'helm install toolhive-operator': helm,
    'kubectl get crd compositecontrollers': { cannot: 'the tests install only the definitions that they need' },
    'kubectl get deployment -n toolhive-system': {
      same: 'test/node/chart.test.ts',
      quoted: 'what the documentation tells to look at answers',
    },
  },
  'docs/logs.md': {
    'kubectl exec -n toolhive-system deployment/toolhive-operator': {
      same: 'test/artefact/server.test.ts',
      quoted: 'SIGHUP shows every line of the log',
    },
  },
  'docs/operations.md': {
    'metrics: {exporter: both, endpoint: "http://collector.observability:4318", intervalSeconds: 30}': values,
    'tracing: {endpoint: "http://collector.observability:4318", sampler: parentbased_traceidratio, ratio: 0.1}': values,
    'kubectl get deployment -n toolhive-system': {
      same: 'test/node/chart.test.ts',
      quoted: 'what the documentation tells to look at answers',
    },
    'metacontroller:': values,
    'kubectl label mcpserver weather': { same: 'test/apiserver/shards.test.ts', quoted: 'moving one writes no child' },
    'helm upgrade toolhive-operator': helm,
    'helm uninstall toolhive-operator': { same: 'test/apiserver/chart.test.ts', quoted: 'uninstall' },
    'kubectl delete mcpservers --all': {
      cannot: 'it deletes every server of a cluster; uninstalling is tested release by release',
    },
    'apiVersion: apiserver.config.k8s.io/v1': {
      same: 'test/apiserver/client-certificates.test.ts',
      quoted: 'refused with another name',
    },
  },
  'docs/gitops.md': {
    'argocd app set': { cannot: 'it asks Argo CD and Flux, which the tests do not have' },
    'tls:': values,
    'apiVersion: argoproj.io/v1alpha1': { cannot: OTHER_TOOL },
    'data:': { cannot: OTHER_TOOL },
    'ignoreDifferences:': { cannot: OTHER_TOOL },
    'source: {repoURL: ghcr.io/OWNER/charts': { cannot: OTHER_TOOL },
    'apiVersion: source.toolkit.fluxcd.io/v1': { cannot: OTHER_TOOL },
    'apiVersion: kustomize.toolkit.fluxcd.io/v1': { cannot: OTHER_TOOL },
    'apiVersion: helm.toolkit.fluxcd.io/v2': { cannot: OTHER_TOOL },
  },
  'docs/permissions.md': {
    '{': { suite: 'profile' },
    'apiVersion: toolhive.stacklok.dev/v1beta1': manifest,
    'apiVersion: v1': manifest,
    'settings:': values,
    'spec:': { cannot: 'it is a part of a manifest; that it is YAML is tested' },
    'resources:': { same: 'test/docs/inventory.test.ts', quoted: 'permissions: the defaults of a namespace' },
    'kubectl annotate mcpserver': { same: 'test/units/hooks/quarantine.test.ts', quoted: 'quarantine' },
    'kubectl get networkpolicy': { cannot: 'the second command starts a shell in a pod of a cluster' },
  },
  'docs/companions.md': { 'settings:': values },
  'docs/serverless.md': { 'functions:': values },
  'docs/suspend.md': {
    '$ kubectl annotate mcpserver fetch': { same: 'test/apiserver/suspend.test.ts', quoted: 'pods go and come back' },
  },
  'docs/migration.md': {
    'toolhive-hooks migrate plan --live': { cannot: 'it asks a live cluster; the transcripts below are made by one' },
  },
  'docs/status.md': {
    '$ kubectl get mcpgroups,mcpoidcconfigs -n team': {
      same: 'test/apiserver/config-status.test.ts',
      quoted: 'whoever waits for Ready is answered',
    },
    '$ kubectl get mcpservers -A': { same: 'test/docs/inventory.test.ts', quoted: 'status: the message that it shows' },
  },
  'docs/cli.md': {
    'source <(': { same: 'test/cli/program.test.ts', quoted: 'completion' },
    'kubectl get mcpservers,deploy': { cannot: 'it reads a cluster with usage metrics' },
    'kubectl get mcpservers -A -o yaml |': {
      cannot: 'it reads a cluster; the commands behind the pipe have their transcripts',
    },
    'helm template toolhive-operator': helm,
    'toolhive-hooks lint --fix': shell,
    'toolhive-hooks render -o json servers/': shell,
  },
};

/** Suites that run all transcripts of one page. */
const TRANSCRIPTS: Readonly<Record<string, Runner>> = {
  'docs/cli.md': { suite: 'cli' },
  'docs/migration.md': { suite: 'migration' },
};

/** The runner of a block: transcripts of the command line run without an entry. */
export function runnerOf({ page, language, head }: Block): Runner | undefined {
  if (language === 'console' && head.startsWith('$ toolhive-hooks ')) return TRANSCRIPTS[page] ?? offline;
  const known = Object.entries(INVENTORY[page] ?? {});
  return known.find(([start]) => head === start)?.[1] ?? known.find(([start]) => head.startsWith(start))?.[1];
}

/** The blocks that a suite has to run. */
export function blocksFor(suite: keyof typeof SUITES): readonly Block[] {
  return listBlocks().filter((block) => {
    const runner = runnerOf(block);
    return runner !== undefined && 'suite' in runner && runner.suite === suite;
  });
}
