/** The little language of `Markdown`: parsed in one pass, without recursion, so that no input can make it slow. */
export type Block = { type: 'heading'; text: string } | { type: 'list'; ordered: boolean; items: string[] } | { type: 'paragraph'; lines: string[] };
export type Inline = { type: 'text' | 'strong' | 'em'; text: string } | { type: 'link'; text: string; href: string };

export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const trimmed = line.trim();
    if (trimmed === '') {
      open = undefined;
      continue;
    }
    const heading = /^#{1,4} +(.+)$/.exec(trimmed)?.[1];
    if (heading !== undefined) {
      blocks.push({ type: 'heading', text: heading });
      open = undefined;
      continue;
    }
    const item = /^(?:[-*•]|(\d{1,3})[.)]) +(.+)$/.exec(trimmed);
    if (item) {
      const ordered = item[1] !== undefined;
      if (open?.type !== 'list' || open.ordered !== ordered) blocks.push((open = { type: 'list', ordered, items: [] }));
      open.items.push(item[2]!);
      continue;
    }
    if (open?.type !== 'paragraph') blocks.push((open = { type: 'paragraph', lines: [] }));
    open.lines.push(trimmed);
  }
  return blocks;
}

/** Only web and mail addresses become links. */
const INLINE = /\*\*([^*\n]{1,500})\*\*|\*([^*\n]{1,500})\*|\[([^\]\n]{1,300})\]\(((?:https?:\/\/|mailto:)[^\s)]{1,1000})\)|(https?:\/\/[^\s<>"')\]]{1,1000})/g;

export function inlineOf(text: string): Inline[] {
  const parts: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > from) parts.push({ type: 'text', text: text.slice(from, match.index) });
    from = match.index + match[0].length;
    const [, strong, em, label, href, bare] = match;
    if (strong !== undefined) parts.push({ type: 'strong', text: strong });
    else if (em !== undefined) parts.push({ type: 'em', text: em });
    else parts.push({ type: 'link', text: label ?? bare!, href: href ?? bare! });
  }
  if (from < text.length) parts.push({ type: 'text', text: text.slice(from) });
  return parts;
}
