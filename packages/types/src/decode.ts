// The schemas as decoders: relay and console only. One of them used in the widget would cost it 23 kB (W7).
export * as primitives from './model/primitives.js';
export * as entry from './model/entry.js';
export * as conversation from './model/conversation.js';
export * as interaction from './model/interaction.js';
export * as handoffContext from './model/handoff-context.js';
export * as agent from './model/agent.js';
export * as ack from './protocol/ack.js';
export * as fromVisitor from './protocol/from-visitor.js';
export * as toVisitor from './protocol/to-visitor.js';
export * as fromAgent from './protocol/from-agent.js';
export * as toAgent from './protocol/to-agent.js';
export * as visitorHttp from './http/visitor.js';
export * as agentHttp from './http/agent.js';
export * as ingestHttp from './http/ingest.js';
export * as apiHttp from './http/api.js';
export * as contextApi from './http/context-api.js';
export * as visitorItems from './http/visitor-items.js';
