import { describe, expect, test } from 'vitest';
import { slotsFor } from '../worker/config.ts';
import { stageSettings } from './stages.ts';

const stages = ['production', 'staging', 'pr-7'].map((stage) => stageSettings(stage, {}));

test.each([
	['production', 'production'],
	['staging', 'staging'],
	['pr-7', 'preview'],
	['pr-1234', 'preview'],
	['anna', 'preview'],
	['production-2', 'preview'],
])('%s is of the kind %s', (stage, kind) => {
	expect(stageSettings(stage, {}).kind).toBe(kind);
	expect(stageSettings(stage, {}).isLongLived).toBe(kind !== 'preview');
});

test.each(['', 'Pr-7', 'pr_7', 'pr-', '7up', 'a'.repeat(29), 'a/b'])(
	'%j is no stage, and it is said what is',
	(stage) => {
		expect(() => stageSettings(stage, {})).toThrow(/is no stage: .*--stage pr-7/);
	},
);

test('the longest name of a stage is one', () => {
	expect(stageSettings('a'.repeat(28), {}).kind).toBe('preview');
});

describe('the voice', () => {
	test.each([[{}], [{ VOICE: '' }], [{ VOICE: undefined }]])('is inference by default: %j', (env) => {
		expect(stageSettings('pr-7', env).voice).toBe('inference');
	});

	test('is what the environment says', () => {
		expect(stageSettings('staging', { VOICE: 'openai' }).voice).toBe('openai');
	});

	test('is refused when there is none like it', () => {
		expect(() => stageSettings('staging', { VOICE: 'loud' })).toThrow(/VOICE must be offline, inference or openai/);
	});
});

describe.each(stages)('workers of $stage', ({ worker, metrics }) => {
	test('have a size that Fargate knows', () => {
		const sizes = { 256: [512, 1024, 2048], 512: [1024, 2048, 3072, 4096] };
		const gigabytes = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => (from + i) * 1024);
		const all = { ...sizes, 1024: gigabytes(2, 8), 2048: gigabytes(4, 16), 4096: gigabytes(8, 30) };
		expect(all[worker.cpu]).toContain(worker.memoryMiB);
	});

	test('take no more calls than their processors carry', () => {
		expect(worker.slots).toBeLessThanOrEqual(slotsFor(worker.cpu / 1024));
	});

	test('have memory for all their calls and all processes that wait', () => {
		// Shared pages counted once (docs/worker-image.md), with the voice that takes most.
		const needed = 154 + 255 * (worker.slots + worker.idleProcesses);
		expect(needed).toBeLessThan(worker.memoryMiB);
	});

	test('are at least one, and no fewer at most than at least', () => {
		expect(worker.min).toBeGreaterThanOrEqual(1);
		expect(worker.max).toBeGreaterThanOrEqual(worker.min);
	});

	test('publish what they are scaled by', () => {
		expect(worker.max === worker.min || metrics === 'emf').toBe(true);
	});
});

test('production lies in two zones, has alarms and keeps its logs longest', () => {
	const [production, ...others] = stages;
	expect(production?.worker.min).toBeGreaterThanOrEqual(2);
	expect(production?.alarms).toBe(true);
	for (const { logRetentionDays } of others) expect(logRetentionDays).toBeLessThan(production?.logRetentionDays ?? 0);
});
