/** Where on the page a part of what is handed in stands: from a JSON pointer (`/answers/input`) to the id of an element. */
export const anchorOf = (path: string): string => `at${path.replace(/[^A-Za-z0-9]+/g, '-')}`;
