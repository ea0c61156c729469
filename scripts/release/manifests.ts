// Release: the manifests by which krew and Homebrew install the packed command line:
// `node scripts/release/manifests.ts FILE.tgz URL FOLDER` writes `toolhive.yaml` and `toolhive-hooks.rb`.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };

const SUMMARY = 'Render, lint and explain MCPServers of ToolHive';
const { version } = manifest;

/** Systems on which a script with a first line for `env` is a program. */
const SYSTEMS = [
  ['linux', 'amd64'],
  ['linux', 'arm64'],
  ['darwin', 'amd64'],
  ['darwin', 'arm64'],
] as const;

interface Packed {
  readonly url: string;
  readonly sha256: string;
}

function krewManifest({ url, sha256 }: Packed): string {
  return stringify({
    apiVersion: 'krew.googlecontainertools.github.com/v1alpha2',
    kind: 'Plugin',
    metadata: { name: 'toolhive' },
    spec: {
      version: `v${version}`,
      homepage: new URL(url).origin + new URL(url).pathname.split('/').slice(0, 3).join('/'),
      shortDescription: SUMMARY,
      description: `${manifest.description}. The plug-in runs the same functions on files, without a cluster.`,
      caveats: 'Needs Node.js 20 or later as `node`.',
      platforms: SYSTEMS.map(([os, arch]) => ({
        selector: { matchLabels: { os, arch } },
        uri: url,
        sha256,
        bin: 'cli.mjs',
        files: [
          { from: 'package/dist/cli.mjs', to: '.' },
          { from: 'package/LICENSE', to: '.' },
        ],
      })),
    },
  });
}

function formula({ url, sha256 }: Packed): string {
  return `class ToolhiveHooks < Formula
  desc "${SUMMARY}"
  homepage "${new URL(url).origin}${new URL(url).pathname.split('/').slice(0, 3).join('/')}"
  url "${url}"
  sha256 "${sha256}"
  license "${manifest.license}"

  depends_on "node"

  def install
    libexec.install "dist/cli.mjs"
    ${Object.keys(manifest.bin)
      .map((name) => `bin.install_symlink libexec/"cli.mjs" => "${name}"`)
      .join('\n    ')}
    generate_completions_from_executable(bin/"toolhive-hooks", "completion")
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/toolhive-hooks --version")
  end
end
`;
}

const [file, url, folder] = process.argv.slice(2);
if (file === undefined || url === undefined || folder === undefined)
  throw new Error('usage: node scripts/release/manifests.ts FILE.tgz URL FOLDER');
const packed = { url, sha256: createHash('sha256').update(readFileSync(file)).digest('hex') };
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'toolhive.yaml'), krewManifest(packed));
writeFileSync(join(folder, 'toolhive-hooks.rb'), formula(packed));
