import type { RoleId, UserId } from '../types';

/** Demo accounts in the roles of the reference template. The province has nobody: its silence is consent. */
export const demoRoles: Record<RoleId, UserId[]> = {
  owner: ['owner'],
  draftingTeam: ['drafter'],
  professionalOrganisations: ['expert1', 'expert2', 'expert3', 'expert4', 'expert5'],
  agencies: ['officer1', 'officer2'],
  public: [],
  legal: ['legal'],
  province: [],
  secretary: ['secretary'],
  regent: ['regent'],
  civilServants: [],
  inspectorate: ['officer3'],
};

/** Demo accounts in the roles of the short template. */
export const shortDemoRoles: Record<RoleId, UserId[]> = {
  owner: ['owner'],
  draftingTeam: ['drafter'],
  experts: ['expert1', 'expert2', 'expert3'],
  approver: ['regent'],
};
