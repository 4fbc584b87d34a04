/** The templates that an owner may begin with, simplest first. */
import type { ProcessDefinition } from '../types';
import { referenceTemplate } from './reference';
import { shortTemplate } from './short';

export { demoRoles, shortDemoRoles } from './demo-roles';
export { referenceTemplate, shortTemplate };

export const templates: ProcessDefinition[] = [shortTemplate, referenceTemplate];
