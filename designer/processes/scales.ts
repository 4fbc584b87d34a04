import type { Text } from '../i18n/use-text';

/** Speeds of a rehearsal that people choose from: instance seconds per real second. */
export const SCALES = [1, 3_600, 86_400, 604_800] as const;
export const USUAL_SCALE = 86_400;

type Known = (typeof SCALES)[number];

/** The speeds as choices, with the present one among them whatever it is. */
export function scaleChoices({ t, number }: Text, present: number = USUAL_SCALE): { value: string; label: string }[] {
  const known = SCALES.map((scale) => ({ value: String(scale), label: t(`scale.${scale as Known}`) }));
  return SCALES.some((scale) => scale === present) ? known : [...known, { value: String(present), label: t('scale.other', { scale: number(Math.round(present)) }) }];
}
