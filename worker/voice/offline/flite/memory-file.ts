/** A file in memory that grows by doubling. Seeking behind its end is allowed, as in POSIX. */
export class MemoryFile {
	#bytes = new Uint8Array(1 << 18);
	#size = 0;
	#position = 0;

	truncate(): void {
		this.#size = 0;
		this.#position = 0;
	}

	write(chunk: Uint8Array): void {
		const end = this.#position + chunk.length;
		if (end > this.#bytes.length) {
			const grown = new Uint8Array(Math.max(end, this.#bytes.length * 2));
			grown.set(this.#bytes.subarray(0, this.#size));
			this.#bytes = grown;
		}
		this.#bytes.set(chunk, this.#position);
		this.#position = end;
		this.#size = Math.max(this.#size, end);
	}

	/**
	 * @param whence 0: from the start, 1: from here, 2: from the end
	 * @returns the new position
	 */
	seek(offset: number, whence: number): number {
		const base = whence === 0 ? 0 : whence === 1 ? this.#position : this.#size;
		this.#position = Math.max(0, base + offset);
		return this.#position;
	}

	/** A copy: the caller may transfer it to another thread. */
	contents(): Uint8Array<ArrayBuffer> {
		return this.#bytes.slice(0, this.#size);
	}
}
