import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { EmptyState } from '../ui/display';
import { ButtonLink } from '../ui/Link';

export function NotFound() {
  const { t } = useText();
  return (
    <EmptyState page title={t('notFound.title')} actions={<ButtonLink look="primary" href={paths.home}>{t('nav.home')}</ButtonLink>}>
      <p>{t('notFound.text')}</p>
    </EmptyState>
  );
}
