/** Both languages are complete, say the same in the same places, and hold every word that the screens ask for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogues, type Feature } from '../../designer/i18n/catalogues';

const DESIGNER = join(__dirname, '../../designer');
const features = Object.keys(catalogues) as Feature[];
const words = async (feature: Feature, language: 'id' | 'en') => (await catalogues[feature][language]()).default;
/** Names in braces that the reader's values fill; the inside of plural branches is not one. */
const slots = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)(?=[,}])/g)].map((match) => match[1]!))].filter((name) => name.length > 1 || /[a-z]/.test(name)).sort();

describe('words', () => {
  test.each(features)('%s: English has exactly the keys of Indonesian', async (feature) => {
    expect(Object.keys(await words(feature, 'en')).sort()).toEqual(Object.keys(await words(feature, 'id')).sort());
  });

  test.each(features)('%s: no text is empty, both languages fill the same slots', async (feature) => {
    const [id, en] = [await words(feature, 'id'), await words(feature, 'en')];
    for (const [key, text] of Object.entries(id)) {
      expect([key, text.trim()]).not.toEqual([key, '']);
      expect([key, en[key]!.trim()]).not.toEqual([key, '']);
      expect([key, slots(en[key]!)]).toEqual([key, slots(text)]);
    }
  });

  test('a key that stands in two features says the same in both', async () => {
    for (const language of ['id', 'en'] as const) {
      const seen = new Map<string, string>();
      for (const feature of features) {
        for (const [key, text] of Object.entries(await words(feature, language))) {
          if (seen.has(key)) expect([key, text]).toEqual([key, seen.get(key)]);
          seen.set(key, text);
        }
      }
    }
  });

  test('every word that a screen names exists', async () => {
    const known = new Set((await Promise.all(features.map((feature) => words(feature, 'id')))).flatMap((part) => Object.keys(part)));
    const asked = sources(DESIGNER).flatMap((file) => wordsAskedBy(readFileSync(file, 'utf8')).map((key) => `${key} in ${file.slice(DESIGNER.length + 1)}`));
    expect(asked.filter((line) => !known.has(line.split(' ')[0]!))).toEqual([]);
  });
});

/** `t('…')` counts where it is the one of `useText`; panels may have a `t` of their own that adds a prefix. */
function wordsAskedBy(source: string): string[] {
  const direct = [...source.matchAll(/formatMessage\(\{\s*id:\s*'([\w.-]+)'/g)];
  const short = /\{[^}]*\bt\b[^}]*\} = useText\(\)/.test(source) ? [...source.matchAll(/\bt\('([\w.-]+)'/g)] : [];
  return [...direct, ...short].map((match) => match[1]!);
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
