/** What stands where a screen failed. A stale page after an update asks for files that are gone: then a reload is the cure. */
import type { ErrorComponentProps } from '@tanstack/react-router';
import { isProblem } from '../api/problem';
import { useText } from '../i18n/use-text';
import { Banner } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { ReloadButton } from './AppShell';

const isStale = (error: unknown): boolean => error instanceof Error && /dynamically imported module|module script failed|Importing a module/i.test(error.message);

export function ScreenError({ error, reset }: ErrorComponentProps) {
  const { t } = useText();
  if (isStale(error)) return <Banner tone="info" live actions={<ReloadButton />}>{t('error.newVersion')}</Banner>;
  return <ErrorState error={error} onRetry={isProblem(error) ? reset : () => window.location.reload()} />;
}
