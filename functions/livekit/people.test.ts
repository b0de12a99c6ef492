import { ParticipantInfo } from 'livekit-server-sdk';
import { describe, expect, it } from 'vitest';
import { testConfig } from '../testing.ts';
import { isThere, kindOf, whyLeft } from './people.ts';

const told = (json: Parameters<typeof ParticipantInfo.fromJson>[0]) => ParticipantInfo.fromJson(json);
const named = (agentName: string) => told({ kind: 'AGENT', attributes: { 'lk.agent_name': agentName } });

describe('a participant', () => {
	it.each([
		['STANDARD', 'human'],
		['SIP', 'human'],
		['EGRESS', 'other'],
		['INGRESS', 'other'],
		['AGENT', 'other'],
	])('of kind %s without a name is %s', (kind, expected) => {
		expect(kindOf(told({ kind }), testConfig)).toBe(expected);
	});

	it('that says nothing of its kind is a human', () => {
		expect(kindOf(told({ sid: 'PA_1' }), testConfig)).toBe('human');
	});

	it('is an agent of ours by its name, and no other agent is', () => {
		const config = { agentNames: ['greenroom-test', 'clerk-test'] as const };
		expect(kindOf(named('greenroom-test'), { ...testConfig, ...config })).toBe('agent');
		expect(kindOf(named('clerk-test'), { ...testConfig, ...config })).toBe('agent');
		expect(kindOf(named('greenroom-production'), { ...testConfig, ...config })).toBe('other');
	});

	it('is an agent of ours by its empty name, where LiveKit dispatches by itself', () => {
		const automatic = { ...testConfig, agentNames: [''] as const };
		expect(kindOf(named(''), automatic)).toBe('agent');
		expect(kindOf(told({ kind: 'AGENT' }), automatic)).toBe('other');
		expect(kindOf(named('another'), automatic)).toBe('other');
	});

	it('that claims an agent’s name without being one is a human', () => {
		const liar = told({ kind: 'STANDARD', attributes: { 'lk.agent_name': 'greenroom-test' } });
		expect(kindOf(liar, testConfig)).toBe('human');
	});

	it('is there until it has disconnected', () => {
		for (const state of ['JOINING', 'JOINED', 'ACTIVE']) expect(isThere(told({ state }))).toBe(true);
		expect(isThere(told({ state: 'DISCONNECTED' }))).toBe(false);
	});

	it.each([
		['DUPLICATE_IDENTITY', 'replaced'],
		['SERVER_SHUTDOWN', 'server_gone'],
		['CLIENT_INITIATED', 'left'],
		['CONNECTION_TIMEOUT', 'left'],
		['ROOM_DELETED', 'left'],
		['ROOM_CLOSED', 'left'],
		['UNKNOWN_REASON', 'left'],
	])('that left with %s %s', (disconnectReason, why) => {
		expect(whyLeft(told({ disconnectReason }))).toBe(why);
	});
});
