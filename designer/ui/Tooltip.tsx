import type { ReactNode } from 'react';
import { Focusable } from 'react-aria-components/Focusable';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import styles from './display.module.css';

/** A short explanation on hover and focus. Never the only place of something important: touch has no hover. */
export function Tooltip({ text, children }: { text: string; children: ReactNode }) {
  return (
    <TooltipTrigger delay={400}>
      <Focusable><span tabIndex={0} role="note" className={styles.tipAnchor}>{children}</span></Focusable>
      <AriaTooltip className={styles.tip!} offset={6}>{text}</AriaTooltip>
    </TooltipTrigger>
  );
}
