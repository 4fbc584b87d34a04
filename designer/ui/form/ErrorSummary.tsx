/** All that is wrong in one list at the top, each a way to its field. Takes the focus when it appears. */
import { useEffect, useRef } from 'react';
import { useText } from '../../i18n/use-text';
import { Banner } from '../display';
import styles from './form.module.css';

export interface FormError {
  /** Id of the element that holds the field. */
  anchor: string;
  label: string;
  message: string;
}

export function ErrorSummary({ errors, attempt }: { errors: FormError[]; /** Grows with each try, so that the focus comes again. */ attempt: number }) {
  const { t } = useText();
  const box = useRef<HTMLDivElement>(null);
  const some = errors.length > 0;
  useEffect(() => {
    if (attempt > 0 && some) box.current?.focus();
  }, [attempt, some]);
  if (!some) return null;
  return (
    <div ref={box} tabIndex={-1} className={styles.summary}>
      <Banner tone="danger" live title={t('error.summary', { count: errors.length })}>
        <ul>
          {errors.map((error) => (
            <li key={`${error.anchor}${error.message}`}>
              <a href={`#${error.anchor}`} onClick={(event) => { event.preventDefault(); focusField(error.anchor); }}>{error.label}: {error.message}</a>
            </li>
          ))}
        </ul>
      </Banner>
    </div>
  );
}

/** To the first thing inside that can take the focus. */
export function focusField(anchor: string): void {
  const place = document.getElementById(anchor);
  const target = place?.querySelector<HTMLElement>('input:not([hidden]), textarea, button, [tabindex="0"], [role="spinbutton"]');
  place?.scrollIntoView({ block: 'center' });
  (target ?? place)?.focus({ preventScroll: true });
}
