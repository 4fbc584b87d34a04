import type words from './admin.id';

export default {
} satisfies Record<keyof typeof words, string>;
