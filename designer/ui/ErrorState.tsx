/** A refusal or failure for people: what, code, reference, and a way on. */
import { useText } from '../i18n/use-text';
import { isProblem } from '../api/problem';
import { Button } from './Button';
import { Banner } from './display';

export function ErrorState({ error, onRetry, compact }: { error: unknown; onRetry?: () => void; compact?: boolean }) {
  const { t } = useText();
  const problem = isProblem(error) ? error : undefined;
  return (
    <Banner
      tone="danger"
      live
      {...(!compact && { title: t('error.title') })}
      actions={onRetry && <Button small onPress={onRetry}>{t('action.retry')}</Button>}
    >
      <p>{problem?.text ?? t('error.crash')}</p>
      {problem?.issues.map((issue) => <p key={`${issue.path}${issue.message}`} className="small">{issue.path && `${issue.path}: `}{issue.message}</p>)}
      {problem && (
        <p className="small muted">
          {t('error.code')} <code>{problem.code}</code>
          {problem.reference && <> · {t('error.reference')} <code>{problem.reference}</code></>}
        </p>
      )}
    </Banner>
  );
}
