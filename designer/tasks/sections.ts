/** The articles of a document while it is written. Ids stay with their article through versions: dispositions point to them. Pure. */
import type { DocumentContent, DocumentSection } from '../../server/contract/task-data';

/** The next article: numbered after the highest there is, with an id that was never used in this text. */
export function newSection(sections: readonly DocumentSection[], heading: (n: number) => string): DocumentSection {
  const numbers = sections.flatMap(({ id }) => /^pasal-(\d{1,6})$/.exec(id)?.[1] ?? []).map(Number);
  const n = Math.max(0, ...numbers) + 1;
  return { id: `pasal-${n}`, heading: heading(n), text: '' };
}

/** The list with one article moved; at an end nothing moves. */
export function moveSection(sections: readonly DocumentSection[], at: number, by: -1 | 1): DocumentSection[] {
  const to = at + by;
  const moved = sections[at];
  if (!moved || to < 0 || to >= sections.length) return [...sections];
  return sections.toSpliced(at, 1).toSpliced(to, 0, moved);
}

export const wordsIn = (document: DocumentContent): number =>
  document.sections.reduce((sum, section) => sum + section.text.split(/\s+/).filter(Boolean).length, 0);
