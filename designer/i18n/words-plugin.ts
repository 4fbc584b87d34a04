/**
 * Words are parsed when the product is built, not in the reader's browser: each catalogue becomes the syntax trees of its texts, and the
 * parser (9 KB gzipped) stays out of every page. In tests and tools the catalogues are plain texts.
 */
import { parse } from '@formatjs/icu-messageformat-parser';
import { transformSync } from 'esbuild';
import type { Plugin } from 'vite';

const CATALOGUE = /\/designer\/i18n\/[\w-]+\.(id|en)\.ts$/;
const PARSER = '@formatjs/icu-messageformat-parser';

export function compiledWords(): Plugin {
  return {
    name: 'compiled-words',
    apply: 'build',
    enforce: 'pre',
    resolveId(source, importer) {
      return source === PARSER ? this.resolve(`${PARSER}/no-parser.js`, importer) : null;
    },
    transform(code, file) {
      if (!CATALOGUE.test(file.replaceAll('\\', '/')) || file.includes('aria-words')) return null;
      const trees = Object.fromEntries(Object.entries(wordsIn(code)).map(([key, text]) => [key, parse(text, { captureLocation: false })]));
      return { code: `export default JSON.parse(${JSON.stringify(JSON.stringify(trees))});`, map: null };
    },
  };
}

/** The default export of a catalogue's source: an object of texts, which imports nothing at run time. */
function wordsIn(code: string): Record<string, string> {
  const { code: script } = transformSync(code, { loader: 'ts', format: 'cjs' });
  const module = { exports: {} as { default?: Record<string, string> } };
  new Function('module', 'exports', script)(module, module.exports);
  return module.exports.default ?? {};
}
