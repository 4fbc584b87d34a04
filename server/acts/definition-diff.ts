/** What differs between two definitions, thing by thing; moved on the canvas only is told apart from changed. */
import type { Json, Localized, ProcessDefinition } from '../../process/types';
import type { DefinitionDiff } from '../contract/definitions';

interface Side {
  name: string;
  definition: ProcessDefinition;
}
type Change = DefinitionDiff['steps'][number];
interface Thing {
  title: Localized | null;
  json: Json;
}

export function definitionDiff(from: Side, to: Side): DefinitionDiff {
  const [a, b] = [from.definition, to.definition];
  const steps = changes(byId(a.steps, (step) => step.title), byId(b.steps, (step) => step.title));
  const flows = changes(byId(a.flows, () => null), byId(b.flows, () => null));
  const roles = changes(byName(a.roles, (role) => role.title), byName(b.roles, (role) => role.title));
  const variables = changes(byName(a.data.properties, (one) => one.title ?? null), byName(b.data.properties, (one) => one.title ?? null));
  const rest = ({ title, description, calendar, notes }: ProcessDefinition) => JSON.parse(JSON.stringify({ title, description, calendar, notes })) as Json;
  const other = differences(rest(a), rest(b));
  const same = [steps, flows, roles, variables, other].every((list) => list.length === 0);
  return { from: from.name, to: to.name, same, steps, flows, roles, variables, other };
}

function byId<T extends { id: string }>(list: readonly T[], title: (item: T) => Localized | null): Map<string, Thing> {
  return new Map(list.map((item) => [item.id, { title: title(item), json: item as unknown as Json }]));
}

function byName<T>(record: Record<string, T>, title: (item: T) => Localized | null): Map<string, Thing> {
  return new Map(Object.entries(record).map(([name, item]) => [name, { title: title(item), json: item as unknown as Json }]));
}

function changes(from: Map<string, Thing>, to: Map<string, Thing>): Change[] {
  const removed = [...from].filter(([id]) => !to.has(id)).map(([id, { title }]): Change => ({ id, title, change: 'removed', paths: [] }));
  const others = [...to].flatMap(([id, thing]): Change[] => {
    const before = from.get(id);
    if (!before) return [{ id, title: thing.title, change: 'added', paths: [] }];
    const paths = differences(before.json, thing.json);
    if (paths.length === 0) return [];
    const moved = paths.every((path) => path.startsWith('/position'));
    return [{ id, title: thing.title, change: moved ? 'moved' : 'changed', paths }];
  });
  return [...removed, ...others];
}

/** JSON pointers of the smallest parts that differ. */
function differences(a: Json | undefined, b: Json | undefined, path = ''): string[] {
  if (a === b) return [];
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return [path];
  const [left, right] = [a as Record<string, Json>, b as Record<string, Json>];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((key) => differences(left[key], right[key], `${path}/${key}`));
}

const isObject = (value: Json | undefined): value is Json[] | { [key: string]: Json } => typeof value === 'object' && value !== null;
