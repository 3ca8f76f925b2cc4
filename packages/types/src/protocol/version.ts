// Version of the wire protocol. Server and client interoperate one version apart in both directions (P48).
export const PROTOCOL_VERSION = 1;
/** Socket.IO paths: one server and one path per audience, so that neither can reach the other's events (S131). */
export const VISITOR_SOCKET_PATH = '/visitor/socket';
export const AGENT_SOCKET_PATH = '/agent/socket';
