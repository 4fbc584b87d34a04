/** The variables of a process: declared in the definition, changed only by answers bound to them. */
import type { DataProperty, Json, ProcessDefinition } from './types';

/** Defaults of all declared variables that have one. */
export function defaultData(definition: ProcessDefinition): Record<string, Json> {
  const data: Record<string, Json> = {};
  for (const [name, property] of Object.entries(definition.data.properties)) {
    if (property.default !== undefined) data[name] = property.default;
  }
  return data;
}

/** Of some values, those of declared variables that have the declared type; null takes a value away (S12). */
export function declaredOnly(definition: ProcessDefinition, values: Record<string, Json>): Record<string, Json> {
  const kept: Record<string, Json> = {};
  for (const [name, value] of Object.entries(values)) {
    const property = Object.hasOwn(definition.data.properties, name) ? definition.data.properties[name] : undefined;
    if (property && (value === null || fits(property, value))) kept[name] = value;
  }
  return kept;
}

function fits(property: DataProperty, value: Json): boolean {
  switch (property.type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'integer':
      return Number.isInteger(value);
    case 'string':
      return typeof value === 'string' && (property.enum === undefined || property.enum.includes(value));
  }
}
