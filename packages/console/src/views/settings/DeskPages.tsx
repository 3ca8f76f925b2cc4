// The pages of the desk: who answers what, by when, and with which words.
import type { VNode } from 'preact';
import { RepliesPage } from './RepliesPage.js';
import { RoutingPage } from './RoutingPage.js';
import { SlaPage } from './SlaPage.js';
import { TagsPage } from './TagsPage.js';
import { TeamsPage } from './TeamsPage.js';

export type DeskPage = 'teams' | 'routing' | 'sla' | 'replies' | 'tags';

export function DeskPages({ section, item }: { section: DeskPage; item: string | null }): VNode {
  switch (section) {
    case 'teams':
      return <TeamsPage item={item} />;
    case 'routing':
      return <RoutingPage item={item} />;
    case 'sla':
      return <SlaPage item={item} />;
    case 'replies':
      return <RepliesPage item={item} />;
    case 'tags':
      return <TagsPage item={item} />;
  }
}
