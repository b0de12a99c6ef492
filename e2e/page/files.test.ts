import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { FILE_LIMIT_BYTES } from '../../functions/protocol/call.ts';
import { ACCEPTED } from '../../web/call/files/check.ts';
import { kindOf } from '../../worker/job/files/kind.ts';
import { type Caller, conversationOf } from '../caller.ts';
import { eventually } from '../eventually.ts';
import { processOfJob, readLogs, viewRooms } from '../greenroom.ts';
import { takeVisits } from '../visits.ts';

const greenroom = inject('greenroom');
const url = greenroom?.url ?? '';
const WITHIN_MS = 30_000;

const text = (name: string, bytes: number) => ({ name, mimeType: 'text/plain', buffer: Buffer.alloc(bytes, 'a') });

describe.skipIf(greenroom === null)('files from the page', () => {
	if (greenroom === null) return;
	const { visit } = takeVisits({ shell: true });

	async function called(): Promise<Caller> {
		const caller = await visit(url);
		await caller.startCall();
		await caller.greeted();
		return caller;
	}
	async function attach({ page }: Caller, ...files: readonly ReturnType<typeof text>[]): Promise<void> {
		const choosing = page.waitForEvent('filechooser');
		await page.getByRole('button', { name: 'Attach a file' }).click();
		await (await choosing).setFiles([...files]);
	}
	const says = ({ page }: Caller, name: string, words: string | RegExp) =>
		page.getByRole('listitem').filter({ hasText: name }).getByText(words).waitFor({ timeout: WITHIN_MS });
	const stored = async (caller: Caller) => ((await conversationOf(caller)).files ?? []).map(({ name }) => name);

	test('arrive, chosen or dropped; what an agent would refuse is not sent; a reload knows them', async () => {
		const caller = await called();
		const { page } = caller;
		await attach(caller, text('notes.txt', 200_000), text('big.txt', FILE_LIMIT_BYTES + 1), text('game.exe', 5));
		await says(caller, 'big.txt', 'larger than 5 MB');
		await says(caller, 'game.exe', 'Not taken');
		await says(caller, 'notes.txt', 'The agent has it');
		const dropped = await page.evaluateHandle(() => {
			const transfer = new DataTransfer();
			transfer.items.add(new File(['what was dropped'], 'dropped.md'));
			return transfer;
		});
		await page.dispatchEvent('main', 'drop', { dataTransfer: dropped });
		await says(caller, 'dropped.md', 'The agent has it');
		expect(await stored(caller)).toEqual(['notes.txt', 'dropped.md']);
		// No other test of this Greenroom sends a file that an agent refuses.
		const given = await readLogs(greenroom).events('worker', 'file_given');
		expect(given.map(({ outcome }) => outcome).filter((outcome) => outcome !== 'stored')).toEqual([]);

		await page.reload();
		await page.getByText('Files the agent has (2)').click({ timeout: WITHIN_MS });
		await page.getByText('dropped.md').waitFor();
		await caller.endCall();
		expect(caller.problems).toEqual([]);
	});

	test('are sent to the next agent when theirs dies, and lie there once', async () => {
		const caller = await called();
		const [agent] = await viewRooms(greenroom).agents(await caller.room());
		const pid = await processOfJob(greenroom, agent?.identity ?? '');
		process.kill(pid, 'SIGSTOP');
		onTestFinished(() => {
			try {
				process.kill(pid, 'SIGKILL');
			} catch {
				// As it should be.
			}
		});
		await attach(caller, text('plan.txt', 100_000));
		await says(caller, 'plan.txt', '100 %');
		// Control: nobody has it.
		expect(await stored(caller)).toEqual([]);
		process.kill(pid, 'SIGKILL');
		await says(caller, 'plan.txt', 'The agent has it');
		expect(
			await eventually(
				'the file',
				() => stored(caller),
				({ length }) => length > 0,
				WITHIN_MS,
			),
		).toEqual(['plan.txt']);
		await caller.endCall();
	});
});

test('the page takes what an agent takes, by its name', () => {
	const taken = ACCEPTED.split(',').map((extension) => kindOf(Buffer.from('%PDF-'), `a${extension}`, ''));
	const texts = ACCEPTED.split(',').map((extension) => kindOf(Buffer.from('{}'), `a${extension}`, ''));
	expect(taken.filter(Boolean)).toEqual(['application/pdf']);
	expect(texts.filter(Boolean)).toHaveLength(8);
	expect(kindOf(Buffer.from('{}'), 'a.exe', '')).toBeNull();
});
