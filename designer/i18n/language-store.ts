/** The reader's language and the words loaded so far. Outside React, because routes load words before their screen is drawn. */
import { catalogues, type Feature, type Language, type Messages } from './catalogues';

export interface LanguageState {
  language: Language;
  messages: Messages;
}

const loaded = new Set<Feature>();
const listeners = new Set<() => void>();
let state: LanguageState = { language: 'id', messages: {} };

export const languageStore = {
  get: (): LanguageState => state,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

function publish(next: LanguageState): void {
  state = next;
  for (const listener of listeners) listener();
}

async function fetchWords(features: Iterable<Feature>, language: Language): Promise<Messages> {
  const parts = await Promise.all([...features].map((feature) => catalogues[feature][language]()));
  return Object.assign({}, ...parts.map((part) => part.default)) as Messages;
}

/** Makes sure that these features' words are there. Cheap when they are. */
export async function loadWords(features: readonly Feature[]): Promise<void> {
  const missing = features.filter((feature) => !loaded.has(feature));
  if (missing.length === 0) return;
  const { language } = state;
  const words = await fetchWords(missing, language);
  if (language !== state.language) return loadWords(features);
  for (const feature of missing) loaded.add(feature);
  publish({ language, messages: { ...state.messages, ...words } });
}

/** Changes the language of everything that is on screen, at once, and remembers it in this browser. */
export async function setLanguage(language: Language): Promise<void> {
  remember(language);
  if (language === state.language) return;
  const messages = await fetchWords(loaded, language);
  document.documentElement.lang = language;
  publish({ language, messages });
}

function remember(language: Language): void {
  try {
    localStorage.setItem('language', language);
  } catch {
    // Storage may be forbidden: the choice then lasts for this page.
  }
}

/** The language of the first screen: what was chosen in this browser, else Indonesian. */
export function firstLanguage(): Language {
  try {
    return localStorage.getItem('language') === 'en' ? 'en' : 'id';
  } catch {
    return 'id';
  }
}

export async function startLanguage(): Promise<void> {
  state = { ...state, language: firstLanguage() };
  document.documentElement.lang = state.language;
  await loadWords(['common']);
}
