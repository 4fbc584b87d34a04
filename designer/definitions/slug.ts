/** The id of a new definition, made from its title: what addresses and the API name it by. */
const LONGEST = 56;

/** `Kebijakan Kerja Jarak Jauh` becomes `kebijakan-kerja-jarak-jauh`; a title without a Latin letter becomes `rancangan`. */
export function slugOf(title: string): string {
  const slug = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '');
  return slug || 'rancangan';
}
