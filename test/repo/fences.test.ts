/**
 * The fences between the layers hold: the linter is run over files that each break one rule, and must name that rule in
 * that very file. So a fence that was moved or broken by accident is noticed. Fixtures are `.ts.txt`, so that neither the
 * compiler nor the linter meets them elsewhere; the first line says what is expected.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const fixtures = path.join(root, 'test/fixtures/fences');
const files = readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts.txt'))
  .map((file) => file.replace(/\.txt$/, ''))
  .sort();

interface Diagnostic {
  code: string;
  filename: string;
  severity: 'error' | 'warning';
}

/** A copy of the repository's lint set-up, with the fixtures in the folders whose fences they try. */
function lintFixtures(): Diagnostic[] {
  const home = mkdtempSync(path.join(tmpdir(), 'fences-'));
  try {
    for (const file of ['.oxlintrc.json', 'tsconfig.json', 'test/repo/lint-plugin.cjs'])
      cpSync(path.join(root, file), path.join(home, file));
    symlinkSync(path.join(root, 'node_modules'), path.join(home, 'node_modules'), 'dir');
    for (const file of files) {
      mkdirSync(path.dirname(path.join(home, file)), { recursive: true });
      writeFileSync(path.join(home, file), readFileSync(path.join(fixtures, `${file}.txt`)));
    }
    return diagnosticsIn(home);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function diagnosticsIn(home: string): Diagnostic[] {
  const command = [path.join(root, 'node_modules/oxlint/bin/oxlint'), '--format', 'json'];
  try {
    return (
      JSON.parse(execFileSync(process.execPath, command, { cwd: home, encoding: 'utf8' })) as {
        diagnostics: Diagnostic[];
      }
    ).diagnostics;
  } catch (error) {
    // It ends with 1 where it finds errors, and that is what it should do here.
    const { stdout } = error as { stdout?: string };
    if (!stdout) throw error;
    return (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics;
  }
}

describe('fences between the layers', () => {
  const found = new Map<string, string[]>();
  beforeAll(() => {
    for (const { filename, code, severity } of lintFixtures()) {
      if (severity === 'error') found.set(filename, [...(found.get(filename) ?? []), code]);
    }
  });

  test.each(files)('%s', (file) => {
    const [, expected] = /^\/\/ expects: ([\w-]+)/.exec(readFileSync(path.join(fixtures, `${file}.txt`), 'utf8')) ?? [];
    expect(expected).toBeDefined();
    const codes = found.get(file) ?? [];
    if (expected === 'nothing') expect(codes).toEqual([]);
    else expect(codes.some((code) => code.includes(`(${expected})`))).toBe(true);
  });
});
