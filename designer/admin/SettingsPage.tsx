import { CalendarDays, Users, type LucideIcon } from 'lucide-react';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { PageHeader } from '../ui/display';
import { Link } from '../ui/Link';
import styles from './admin.module.css';

export default function SettingsPage() {
  const { t } = useText();
  return (
    <>
      <PageHeader title={t('admin.title')} lead={t('admin.lead')} />
      <div className={styles.doors}>
        <Door href={paths.holidays} icon={CalendarDays} title={t('admin.holidays')} text={t('admin.holidaysLead')} />
        <Door href={paths.accounts} icon={Users} title={t('admin.accounts')} text={t('admin.accountsLead')} />
      </div>
    </>
  );
}

function Door({ href, icon: Icon, title, text }: { href: string; icon: LucideIcon; title: string; text: string }) {
  return (
    <Link href={href} className={styles.door}>
      <Icon size={26} aria-hidden />
      <strong>{title}</strong>
      <span>{text}</span>
    </Link>
  );
}
