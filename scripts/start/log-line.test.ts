import { expect, test } from 'vitest';
import { lastWord, noticeOf, parseLine } from './log-line.ts';

test.each([
	['{"level":"warn","event":"dispatch_failed","room":"r"}', { level: 'warn', message: 'dispatch_failed' }],
	['{"level":"error","msg":"no answer"}', { level: 'error', message: 'no answer' }],
	['{"level":40,"msg":"slow"}', { level: 'warn', message: 'slow' }],
	['{"level":50,"msg":"broken"}', { level: 'error', message: 'broken' }],
	['{"level":60,"msg":"over"}', { level: 'error', message: 'over' }],
	['{"level":"warn","event":"agents","msg":"slow","n":1}', { level: 'warn', message: 'agents: slow' }],
	[
		'{"level":"alert","event":"livekit_lost","message":"Disconnected for >5 minutes"}',
		{ level: 'error', message: 'livekit_lost: Disconnected for >5 minutes' },
	],
	['{"level":"alert","event":"livekit_lost"}', { level: 'error', message: 'livekit_lost' }],
])('%s is shown, by its static message alone', (text, notice) => {
	expect(noticeOf(parseLine(text))).toEqual(notice);
});

test.each([
	'{"level":"info","event":"api_listening"}',
	'{"level":30,"msg":"fine"}',
	'{"level":"warn"}',
	'{"level":"warn","msg":{"text":"hello"}}',
	'{"level":"warn","msg":"half',
	'warn: something',
	'',
])('%j is not shown', (text) => {
	expect(noticeOf(parseLine(text))).toBeNull();
});

test('what somebody said never shows, wherever a part puts it', () => {
	const line = parseLine(
		'{"level":"warn","msg":"ignoring text input","message":"my secret","lk.pii.message":"my secret","text":"my secret"}',
	);
	expect(JSON.stringify(noticeOf(line)) + lastWord(line)).not.toContain('my secret');
	expect(lastWord(line)).toBe('ignoring text input');
});

test('tokens are taken out before anybody keeps the line', () => {
	const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln-bmF0_dXJl';
	expect(parseLine(`{"msg":"invalid token: ${jwt}","url":"/rtc?access_token=${jwt}&x=1"}`).text).toBe(
		'{"msg":"invalid token: <token>","url":"/rtc?access_token=<token>&x=1"}',
	);
	expect(parseLine('key.json.old').text).toBe('key.json.old');
});

test('an ordinary line has nothing to say of a death', () => {
	expect(lastWord(parseLine('{"level":"info","event":"api_listening"}'))).toBeNull();
});

test('a stack trace stays as it is', () => {
	expect(lastWord(parseLine('    at start (main.ts:3)'))).toBe('    at start (main.ts:3)');
});
