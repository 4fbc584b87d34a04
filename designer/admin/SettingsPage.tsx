import { useText } from '../i18n/use-text';
import { PageHeader } from '../ui/display';

export default function Page() {
  const { t } = useText();
  return <PageHeader title={t('state.loading')} />;
}
