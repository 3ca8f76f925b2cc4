// The pages of whoever connects a site: its name and origins, what it is computed with, keys, webhooks, the log of all changes, and what the
// installation is.
import type { ComponentChildren, VNode } from 'preact';
import { t } from '../../state/t.js';
import { AuditPage } from './AuditPage.js';
import { FactsPage } from './FactsPage.js';
import { IdentityPage } from './IdentityPage.js';
import { ReasonsPage } from './ReasonsPage.js';
import { SitePage } from './SitePage.js';
import { SourcesPage } from './SourcesPage.js';
import { SystemPage } from './SystemPage.js';
import { WebhooksPage } from './WebhooksPage.js';

export type DeveloperPage = 'reasons' | 'facts' | 'sites' | 'identity' | 'sources' | 'webhooks' | 'audit' | 'system';

function Framed({ title, children }: { title: string; children: ComponentChildren }): VNode {
  return (
    <>
      <header class="pane-head page-head">
        <h1>{title}</h1>
      </header>
      <div class="set-body">
        <div class="set-wrap">{children}</div>
      </div>
    </>
  );
}

export function DeveloperPages({ section }: { section: DeveloperPage }): VNode {
  switch (section) {
    case 'reasons':
      return (
        <Framed title={t('Reasons')}>
          <ReasonsPage />
        </Framed>
      );
    case 'facts':
      return (
        <Framed title={t('Facts')}>
          <FactsPage />
        </Framed>
      );
    case 'sites':
      return (
        <Framed title={t('Name and origins')}>
          <SitePage />
        </Framed>
      );
    case 'identity':
      return (
        <Framed title={t('Identity')}>
          <IdentityPage />
        </Framed>
      );
    case 'sources':
      return (
        <Framed title={t('Keys and sources')}>
          <SourcesPage />
        </Framed>
      );
    case 'webhooks':
      return (
        <Framed title={t('Webhooks')}>
          <WebhooksPage />
        </Framed>
      );
    case 'audit':
      return (
        <Framed title={t('Audit log')}>
          <AuditPage />
        </Framed>
      );
    case 'system':
      return (
        <Framed title={t('System')}>
          <SystemPage />
        </Framed>
      );
  }
}
