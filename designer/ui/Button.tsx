import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import type { LucideIcon } from 'lucide-react';
import styles from './Button.module.css';

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  look?: ButtonLook;
  small?: boolean;
  icon?: LucideIcon;
  /** Shows a wheel and ignores presses, while the focus stays. */
  busy?: boolean;
  wide?: boolean;
  children: ReactNode;
}

/** A thing to press. One primary button to a screen. */
export function Button({ look = 'secondary', small, icon: Icon, busy, wide, children, ...rest }: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      {...(busy !== undefined && { isPending: busy })}
      className={styles.button!}
      data-look={look}
      data-small={small || undefined}
      data-wide={wide || undefined}
    >
      {busy ? <span className={styles.wheel} aria-hidden /> : Icon && <Icon size={small ? 16 : 18} aria-hidden />}
      <span>{children}</span>
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'aria-label'> {
  icon: LucideIcon;
  /** Spoken, and shown as a tooltip. */
  label: string;
  look?: 'quiet' | 'secondary' | 'danger';
}

/** A button with a picture only: its label is spoken and shown by the browser on hover. */
export function IconButton({ icon: Icon, label, look = 'quiet', ...rest }: IconButtonProps) {
  return (
    <span title={label} className={styles.iconWrap}>
      <AriaButton {...rest} aria-label={label} className={styles.icon!} data-look={look}>
        <Icon size={20} aria-hidden />
      </AriaButton>
    </span>
  );
}
