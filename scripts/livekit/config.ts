/** What a livekit-server on this machine needs to know. */
export interface ServerConfig {
	readonly port: number;
	readonly udpPort: number;
	readonly apiKey: string;
	readonly apiSecret: string;
	/** Null: none are sent. */
	readonly webhookUrl: string | null;
	readonly graceSeconds: number;
}

/**
 * The YAML of a server that talks to this machine only: loopback addresses, no STUN, no DNS. The server refuses unknown
 * keys. Strings are written as JSON, which YAML reads as it is.
 */
export const livekitYaml = (config: ServerConfig): string => `port: ${config.port}
bind_addresses: ["127.0.0.1"]
rtc:
  use_external_ip: false
  # Given, the server neither looks for its address nor asks a STUN server for it.
  node_ip: 127.0.0.1
  udp_port: ${config.udpPort}
  # 0 is off. ICE over TCP would listen on all interfaces.
  tcp_port: 0
  enable_loopback_candidate: true
  interfaces: { includes: [lo, lo0] }
  # Nobody listens there: without an entry clients are sent to public STUN servers.
  stun_servers: ["127.0.0.1:3478"]
keys:
  ${JSON.stringify(config.apiKey)}: ${JSON.stringify(config.apiSecret)}
room:
  auto_create: true
  empty_timeout: 60
  # The last of three clocks: behind the agent's own and the sweeper's.
  departure_timeout: ${config.graceSeconds + 30}
agents:
  # With the default of 0.7 a busy laptop silently gets no agents.
  target_load: 1.0
${config.webhookUrl === null ? '' : webhookYaml(config.apiKey, config.webhookUrl)}logging: { level: info, pion_level: error, json: true }
`;

const webhookYaml = (apiKey: string, url: string): string => `webhook:
  api_key: ${JSON.stringify(apiKey)}
  urls: [${JSON.stringify(url)}]
`;
