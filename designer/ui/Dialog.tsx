/** Dialogs: a form or text over the page, and the question before what can't be undone. */
import { X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useText } from '../i18n/use-text';
import { Button, IconButton } from './Button';
import { ErrorState } from './ErrorState';
import styles from './Dialog.module.css';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** Buttons, the main one last. */
  actions?: ReactNode;
  wide?: boolean;
  /** Only a button closes it: it holds what would be lost. */
  sticky?: boolean;
}

export function Dialog({ open, onClose, title, children, actions, wide, sticky }: DialogProps) {
  const { t } = useText();
  return (
    <ModalOverlay className={styles.overlay!} isOpen={open} onOpenChange={(next) => !next && onClose()} isDismissable={!sticky}>
      <Modal className={styles.modal!} data-wide={wide || undefined}>
        <AriaDialog className={styles.dialog!}>
          <header className={styles.head}>
            <Heading slot="title" level={2}>{title}</Heading>
            <IconButton icon={X} label={t('action.close')} onPress={onClose} />
          </header>
          <div className={styles.body}>{children}</div>
          {actions && <footer className={styles.foot}>{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export interface ConfirmDialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** Says what will happen and whether it can be undone. */
  children: ReactNode;
  confirm: string;
  look?: 'primary' | 'danger';
  /** Rejected: its error is shown in the dialog, which stays open. */
  onConfirm: () => Promise<unknown> | unknown;
  disabled?: boolean;
}

export function ConfirmDialog({ open, onClose, title, children, confirm, look = 'primary', onConfirm, disabled }: ConfirmDialogProps) {
  const { t } = useText();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const run = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button look={look} busy={busy} onPress={() => void run()} isDisabled={!!disabled}>{confirm}</Button>
        </>
      }
    >
      <div className="stack">
        {children}
        {error !== undefined && <ErrorState error={error} compact />}
      </div>
    </Dialog>
  );
}
