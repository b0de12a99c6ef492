import { expect, test } from 'vitest';
import { livekitYaml } from './config.ts';

const config = {
	port: 7880,
	udpPort: 50_123,
	apiKey: 'APIkey',
	apiSecret: 'a-secret_of: 32 #characters "at" least',
	webhookUrl: 'http://127.0.0.1:3000/api/livekit/webhook',
	graceSeconds: 60,
};
const yaml = livekitYaml(config);

/** The value of a key in block style. */
const valueIn = (key: string): string | undefined => new RegExp(`^\\s*${key}: (.*)$`, 'm').exec(yaml)?.[1];

test('the ports are the given ones, and ICE over TCP, which would listen on all interfaces, is off', () => {
	expect(valueIn('port')).toBe('7880');
	expect(valueIn('udp_port')).toBe('50123');
	expect(valueIn('tcp_port')).toBe('0');
	expect(valueIn('bind_addresses')).toBe('["127.0.0.1"]');
});

test('no address but loopback is in it', () => {
	const addresses = yaml.match(/\d+\.\d+\.\d+\.\d+/g) ?? [];
	expect(new Set(addresses)).toEqual(new Set(['127.0.0.1']));
});

test('a secret with characters that mean something in YAML stays one string', () => {
	expect(yaml).toContain(`  "APIkey": ${JSON.stringify(config.apiSecret)}\n`);
});

test('a room outlives the grace by half a minute', () => {
	expect(valueIn('departure_timeout')).toBe('90');
	expect(livekitYaml({ ...config, graceSeconds: 2 })).toContain('departure_timeout: 32\n');
});

test('a busy machine still gets agents, and the API gets the webhooks, signed', () => {
	expect(valueIn('target_load')).toBe('1.0');
	expect(valueIn('urls')).toBe(`["${config.webhookUrl}"]`);
	expect(valueIn('api_key')).toBe('"APIkey"');
});
