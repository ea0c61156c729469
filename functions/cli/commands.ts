// The only list of commands, in the order in which people meet them.

import type { Command } from './command.ts';
import { DIFF } from './commands/diff.ts';
import { DOCTOR } from './commands/doctor.ts';
import { EXPLAIN } from './commands/explain.ts';
import { IMAGES } from './commands/images.ts';
import { INIT } from './commands/init.ts';
import { LINT } from './commands/lint.ts';
import { MIGRATE_APPLY } from './commands/migrate-apply.ts';
import { MIGRATE_PLAN } from './commands/migrate-plan.ts';
import { MIGRATE_ROLLBACK } from './commands/migrate-rollback.ts';
import { MIGRATE_VERIFY } from './commands/migrate-verify.ts';
import { RENDER } from './commands/render.ts';
import { SCHEMA } from './commands/schema.ts';
import { SIMULATE } from './commands/simulate.ts';

/** All commands. */
export const COMMANDS: readonly Command[] = [
  RENDER,
  LINT,
  EXPLAIN,
  DIFF,
  IMAGES,
  SIMULATE,
  INIT,
  SCHEMA,
  MIGRATE_PLAN,
  MIGRATE_APPLY,
  MIGRATE_ROLLBACK,
  MIGRATE_VERIFY,
  DOCTOR,
];
