// Release: writes who publishes it into package.json, before it is packed: `node scripts/release/package.ts OWNER/NAME TAG [ROOT]`.
// In the tree the package is private, so that nobody publishes a checkout by mistake.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPublisher, runStep } from './publisher.ts';

await runStep(() => {
  const [repository = '', tag = '', root = join(import.meta.dirname, '../..')] = process.argv.slice(2);
  const { namespace, home } = readPublisher(root, [repository, tag]);
  const file = join(root, 'package.json');
  const { private: _, ...manifest } = JSON.parse(readFileSync(file, 'utf8'));
  const published = {
    ...manifest,
    // npm wants the scope to be the publisher's own; behind it stands the command.
    name: `@${namespace}/toolhive-hooks`,
    homepage: `${home}#readme`,
    bugs: `${home}/issues`,
    // Provenance is refused when this is not the repository that publishes.
    repository: { type: 'git', url: `git+${home}.git` },
  };
  writeFileSync(file, `${JSON.stringify(published, undefined, 2)}\n`);
});
