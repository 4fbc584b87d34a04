import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Button.module.css';

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger';

interface Pressable {
  onPress?: (() => void) | undefined;
  isDisabled?: boolean | undefined;
  type?: 'button' | 'submit';
  autoFocus?: boolean;
  id?: string;
  'aria-label'?: string;
  'aria-expanded'?: boolean;
  'aria-controls'?: string;
  'aria-pressed'?: boolean;
  'aria-describedby'?: string;
  'aria-haspopup'?: 'dialog' | 'menu' | 'listbox';
}

export interface ButtonProps extends Pressable {
  look?: ButtonLook;
  small?: boolean;
  icon?: LucideIcon;
  /** Shows a wheel and ignores presses, while the focus stays. */
  busy?: boolean;
  wide?: boolean;
  children: ReactNode;
}

/** A thing to press. One primary button to a screen. */
export function Button({ look = 'secondary', small, icon: Icon, busy, wide, children, onPress, isDisabled, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      // A submit that is busy must not submit again; a disabled one would lose the focus.
      type={busy ? 'button' : type}
      disabled={!!isDisabled}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? undefined : onPress && (() => onPress())}
      className={styles.button}
      data-look={look}
      data-small={small || undefined}
      data-wide={wide || undefined}
    >
      {busy ? <span className={styles.wheel} aria-hidden /> : Icon && <Icon size={small ? 16 : 18} aria-hidden />}
      <span>{children}</span>
    </button>
  );
}

export interface IconButtonProps extends Pressable {
  icon: LucideIcon;
  /** Spoken, and shown by the browser on hover. */
  label: string;
  look?: 'quiet' | 'secondary' | 'danger';
}

/** A button with a picture only. */
export function IconButton({ icon: Icon, label, look = 'quiet', onPress, isDisabled, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button {...rest} type={type} disabled={!!isDisabled} onClick={onPress && (() => onPress())} aria-label={label} title={label} className={styles.icon} data-look={look}>
      <Icon size={20} aria-hidden />
    </button>
  );
}
