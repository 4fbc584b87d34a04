/** The linter finds no error in the repository as it stands. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

test('oxlint finds no error', () => {
  const root = path.resolve(__dirname, '../..');
  const { status, stdout } = spawnSync(
    process.execPath,
    [path.join(root, 'node_modules/oxlint/bin/oxlint'), '--quiet'],
    { cwd: root, encoding: 'utf8' },
  );
  expect({ status, found: status === 0 ? '' : stdout }).toEqual({ status: 0, found: '' });
}, 120_000);
