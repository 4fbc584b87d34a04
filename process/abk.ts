/**
 * Workload analysis (analisis beban kerja): how many people a job needs, and how many are missing.
 * `need = Σ(volume × minutes) / working year`; `gap = need − (incumbents − retirements)`. A positive gap is a shortage.
 */

/** One duty of a job: how often in a year, and how long it takes each time. */
export interface Duty {
  title: string;
  volume: number;
  minutes: number;
}

export interface Job {
  id: string;
  sector: string;
  title: string;
  qualification?: string;
  duties: Duty[];
  /** People who hold the job now. */
  incumbents: number;
  /** Of these, who retire within the planning year. */
  retirements: number;
}

export interface JobNeed {
  /** Minutes of work a year. */
  workload: number;
  need: number;
  gap: number;
}

/** What an effective year of one person holds, unless the definition says otherwise: 1,250 hours. */
export const WORKING_YEAR_MINUTES = 75_000;

/** Need and gap of one job, unrounded. The working year must be above 0. */
export function needOf(job: Pick<Job, 'duties' | 'incumbents' | 'retirements'>, workingYearMinutes: number): JobNeed {
  const workload = job.duties.reduce((sum, duty) => sum + duty.volume * duty.minutes, 0);
  const need = workload / workingYearMinutes;
  return { workload, need, gap: need - (job.incumbents - job.retirements) };
}

export interface NeedsSummary extends JobNeed {
  jobs: number;
  incumbents: number;
  retirements: number;
}

/** Totals over jobs. They add unrounded values, so that a total doesn't drift with the number of jobs. */
export function totalNeeds(jobs: readonly Job[], workingYearMinutes: number): NeedsSummary {
  const total: NeedsSummary = { jobs: jobs.length, incumbents: 0, retirements: 0, workload: 0, need: 0, gap: 0 };
  for (const job of jobs) {
    const { workload, need, gap } = needOf(job, workingYearMinutes);
    total.incumbents += job.incumbents;
    total.retirements += job.retirements;
    total.workload += workload;
    total.need += need;
    total.gap += gap;
  }
  return total;
}

/** Totals of each sector, in the order in which the sectors are given; jobs of an unknown sector count to none. */
export function needsBySector(jobs: readonly Job[], sectorIds: readonly string[], workingYearMinutes: number): { sector: string; total: NeedsSummary }[] {
  return sectorIds.map((sector) => ({ sector, total: totalNeeds(jobs.filter((job) => job.sector === sector), workingYearMinutes) }));
}

/** As shown and as kept in variables: two decimals, half up. */
export const roundNeed = (value: number): number => Math.sign(value) * (Math.round((Math.abs(value) + Number.EPSILON) * 100) / 100) + 0;
