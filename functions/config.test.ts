import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

const env = {
	LIVEKIT_URL: 'http://127.0.0.1:7880',
	LIVEKIT_API_KEY: 'devkey',
	LIVEKIT_API_SECRET: '0123456789abcdef0123456789abcdef',
	STAGE: 'pr-12',
};
const read = (more: Record<string, string> = {}) => readConfig({ ...env, ...more }, '1.2.3');

describe('the configuration', () => {
	it('has defaults for all but LiveKit and the stage', () => {
		expect(read()).toEqual({
			livekitUrl: 'ws://127.0.0.1:7880',
			livekitApiKey: 'devkey',
			livekitApiSecret: env.LIVEKIT_API_SECRET,
			stage: 'pr-12',
			agentNames: ['greenroom-pr-12'],
			graceSeconds: 60,
			lifecycle: 'persistent',
			dispatch: 'explicit',
			maxCalls: 100,
			maxCallSeconds: 3600,
			alertAgents: 50,
			alertAgentMs: 4 * 3_600_000,
			opsToken: null,
			version: '1.2.3',
		});
	});

	it('gives each agent the name of its stage, the one for whoever asks for none first', () => {
		const { agentNames } = read({ AGENT_NAME: 'host', AGENT_NAMES: 'clerk, host ,butler' });
		expect(agentNames).toEqual(['host-pr-12', 'clerk-pr-12', 'butler-pr-12']);
	});

	it('has no names where LiveKit dispatches by itself', () => {
		expect(read({ AGENT_DISPATCH: 'automatic', AGENT_NAMES: 'clerk' }).agentNames).toEqual(['']);
	});

	it('lets an operator set what alerts them, and a token for their doors', () => {
		const env = { ALERT_AGENTS: '7', ALERT_AGENT_HOURS: '2', OPS_TOKEN: 'sixteen letters.' };
		expect(read(env)).toMatchObject({ alertAgents: 7, alertAgentMs: 7_200_000, opsToken: 'sixteen letters.' });
	});

	it.each([
		['ROOM_LIFECYCLE', 'forever'],
		['AGENT_DISPATCH', 'manual'],
		['AGENT_NAMES', 'clerk,,butler'],
		['AGENT_NAMES', 'clerk one'],
		['MAX_CALLS', '0'],
		['MAX_CALLS', 'many'],
		['ALERT_AGENTS', '0'],
		['ALERT_AGENT_HOURS', 'long'],
		['OPS_TOKEN', 'too short'],
	])('names %s=%j as wrong', (name, value) => {
		expect(() => read({ [name]: value })).toThrow(new RegExp(`^.*\n  ${name} must`));
	});
});
