/** Where to go after signing in: only an address of ours, so that a link can't send people elsewhere. */
export function safeNext(next: string | undefined): string {
  if (!next?.startsWith('/') || next.startsWith('//') || next.includes('\\')) return '/';
  return next.startsWith('/masuk') ? '/' : next;
}
