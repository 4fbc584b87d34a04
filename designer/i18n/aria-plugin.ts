/**
 * React Aria speaks 34 languages, none of them Indonesian. At build time each of its dictionaries is replaced by ours: its own
 * English and our Indonesian (`aria-words.id.ts`). That gives Indonesian labels and takes 32 languages out of every page.
 */
import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const DICTIONARY = /node_modules\/(react-aria|react-stately|react-aria-components)\/dist\/private\/(?:(\w+)\/)?intlStrings\.m?js$/;
const WORDS = resolve(__dirname, 'aria-words.id.ts').replaceAll('\\', '/');

/** Name under which `aria-words.id.ts` exports the words of one of React Aria's dictionaries. */
export function exportOf(packageName: string, part: string | undefined): string {
  if (packageName === 'react-aria-components') return 'components';
  return packageName === 'react-stately' ? `${part}State` : part!;
}

export function ariaWords(): Plugin {
  return {
    name: 'aria-words',
    enforce: 'pre',
    load(file) {
      const match = DICTIONARY.exec(file.replaceAll('\\', '/'));
      if (!match) return null;
      const [, packageName, part] = match;
      const english = part ? `../intl/${part}/en-US.mjs` : './intl/en-US.mjs';
      const name = exportOf(packageName!, part);
      // Dictionaries of parts that we don't use (colours, drag and drop) keep English for both.
      return `import en from '${english}';
import * as words from '${WORDS}';
const own = words['${name}'] ?? en;
export default { 'en-US': en, 'id-ID': own };`;
    },
  };
}
