// Migrate: what `apply` and `rollback` share: options, the cluster, the state, the confirmation.

import { CommandError, type Invocation, type Option, textOption, UsageError } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Loaded } from '../input/load.ts';
import { MANIFEST_OPTIONS } from '../options.ts';
import { type Cluster, openCluster } from './cluster.ts';
import { type ClusterConnection, connectCluster } from './connection.ts';
import { CONTEXT_OPTION, loadLive } from './live.ts';
import { type MigrationState, type StateFolder, stateFolder } from './state.ts';

const DEFAULT_FOLDER = 'toolhive-migration';
const DEFAULT_TIMEOUT_SECONDS = 600;

/** Options of both. */
export const SESSION_OPTIONS: readonly Option[] = [
  { name: 'state', value: 'FOLDER', describe: `where the state and the copy are kept (default: ${DEFAULT_FOLDER})` },
  { name: 'yes', short: 'y', describe: 'do not ask' },
  { name: 'dry-run', describe: 'let the API server judge every write, and change nothing' },
  { name: 'timeout', value: 'SECONDS', describe: `how long one step may take (default: ${DEFAULT_TIMEOUT_SECONDS})` },
  CONTEXT_OPTION,
  ...MANIFEST_OPTIONS.filter(({ name }) => name === 'settings'),
];

/** An open session. */
export interface Session {
  readonly invocation: Invocation;
  readonly connection: ClusterConnection;
  /** The same cluster in a dry run. */
  readonly rehearsal: Cluster;
  readonly cluster: Cluster;
  readonly folder: StateFolder;
  /** Absent in the first run. */
  readonly state: MigrationState | undefined;
  /** Identifies the cluster. */
  readonly clusterId: string;
  readonly look: () => Promise<Loaded>;
  readonly timeoutMs: number;
}

/** Opens a session, runs `act` with it, and ends everything that was started. */
export async function inSession(
  invocation: Invocation,
  act: (session: Session) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (invocation.positionals.length > 0) throw new UsageError('it takes no FILE: it asks the cluster itself');
  const timeoutMs = secondsOption(invocation, 'timeout', DEFAULT_TIMEOUT_SECONDS) * 1000;
  const folder = stateFolder(textOption(invocation, 'state') ?? DEFAULT_FOLDER, invocation.io.directory);
  const state = await folder.read();
  const connection = await connectCluster(textOption(invocation, 'context'));
  try {
    const cluster = openCluster(connection);
    const clusterId = await identify(cluster);
    if (state !== undefined && state.cluster !== clusterId)
      throw new CommandError(
        `${folder.path} belongs to another cluster: choose the context, or another --state`,
        EXIT.input,
      );
    const quiet: Invocation = { ...invocation, io: { ...invocation.io, err: () => {} } };
    const rehearsal = openCluster(connection, true);
    const look = (): Promise<Loaded> => loadLive(quiet, connection);
    return await act({ invocation, connection, cluster, rehearsal, folder, state, clusterId, look, timeoutMs });
  } finally {
    connection.close();
  }
}

async function identify(cluster: Cluster): Promise<string> {
  const namespace = await cluster.read({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-system' } });
  return namespace?.metadata.uid ?? 'unknown';
}

/** A number of seconds. */
export function secondsOption(invocation: Invocation, name: string, otherwise: number): number {
  const text = textOption(invocation, name);
  if (text === undefined) return otherwise;
  if (!/^\d{1,6}$/.test(text)) throw new UsageError(`--${name} is a number of seconds, not ${JSON.stringify(text)}`);
  return Number(text);
}

/** Whether to continue. Without a terminal, `--yes` is needed. */
export async function isConfirmed({ options, io }: Invocation, question: string): Promise<boolean> {
  if (options['yes'] === true) return true;
  if (io.ask === undefined) throw new UsageError('nobody can be asked here: add --yes');
  const answer = await io.ask(`${question} [y/N] `);
  return /^(y|yes)$/i.test(answer.trim());
}
