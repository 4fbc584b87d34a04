/** Hands a value to the browser as a file. */
export function downloadJson(name: string, value: unknown): void {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(value, null, 2)}\n`], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun from memory; the address isn't needed any longer than that.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
