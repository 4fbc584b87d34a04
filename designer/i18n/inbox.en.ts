import type words from './inbox.id';

export default {
} satisfies Record<keyof typeof words, string>;
