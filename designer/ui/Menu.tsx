/** A button that opens a list of acts or places. The list itself (47 KB) is loaded when a hand or the focus first comes to the button. */
import type { LucideIcon } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import buttonStyles from './Button.module.css';

export interface MenuEntry {
  id: string;
  label: string;
  note?: string;
  icon?: LucideIcon;
  disabled?: boolean;
  danger?: boolean;
  /** Either something to do, or somewhere to go. */
  onAction?: () => void;
  href?: string;
}

export interface MenuProps {
  /** Names the button and the list. */
  label: string;
  items: MenuEntry[];
  icon?: LucideIcon;
  /** Only the picture is shown; the label is spoken. */
  iconOnly?: boolean;
  small?: boolean;
}

const load = () => import('./OpenMenu');
const OpenMenu = lazy(load);
const preload = () => void load();

export function Menu(props: MenuProps) {
  const [wanted, setWanted] = useState(false);
  const { label, icon: Icon, iconOnly, small } = props;
  const plain = (
    <button
      type="button"
      className={iconOnly ? buttonStyles.icon : buttonStyles.button}
      data-look={iconOnly ? 'quiet' : 'secondary'}
      data-small={small || undefined}
      aria-haspopup="true"
      aria-expanded={false}
      onPointerEnter={preload}
      onFocus={preload}
      onClick={() => setWanted(true)}
      {...(iconOnly && { 'aria-label': label })}
    >
      {Icon && <Icon size={iconOnly ? 20 : 18} aria-hidden />}
      {!iconOnly && <span>{label}</span>}
    </button>
  );
  return wanted ? <Suspense fallback={plain}><OpenMenu {...props} /></Suspense> : plain;
}
