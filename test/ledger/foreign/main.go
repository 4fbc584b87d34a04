// Foreign-verifier checks a log that Musyawarah made, with other people's code only: golang.org/x/mod/sumdb/note for
// the signature, golang.org/x/mod/sumdb/tlog for tiles, proofs and consistency.
//
// It reads a folder that holds the files of the log's address as they are served (key, checkpoint, tile/...), older
// checkpoints (checkpoints/*) and receipts (receipts/<index>.tlog-proof), and prints one JSON object: what it verified, and the
// proofs that it computed itself. The first thing that doesn't verify ends it with a message and exit code 1.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8
const tileWidth = 1 << tileHeight

// folder serves the tiles of a log to tlog.TileHashReader.
type folder struct{ root string }

func (f folder) Height() int { return tileHeight }

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

// ReadTiles drops the height from Go's own path: tlog-tiles fixes it at 8.
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(f.root, path))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

// report is what the program verified, for the test to compare with what our own code says.
type report struct {
	Origin      string              `json:"origin"`
	Size        int64               `json:"size"`
	Root        string              `json:"root"`
	Entries     int                 `json:"entries"`
	Inclusion   map[string][]string `json:"inclusion"`
	Consistency map[string][]string `json:"consistency"`
	Receipts    int                 `json:"receipts"`
	// Note is signed here with a key of this program's own making, for our code to verify.
	Note string `json:"note"`
	Key  string `json:"key"`
}

type checkpoint struct {
	origin string
	tree   tlog.Tree
}

func main() {
	if len(os.Args) != 3 {
		fail(fmt.Errorf("usage: foreign-verifier <folder> <n: every n-th entry is proved>"))
	}
	every, err := strconv.ParseInt(os.Args[2], 10, 64)
	if err != nil || every < 1 {
		fail(fmt.Errorf("n must be a whole number above 0, received %q", os.Args[2]))
	}
	result, err := verify(os.Args[1], every)
	if err != nil {
		fail(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(result); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func verify(root string, every int64) (*report, error) {
	key, err := os.ReadFile(filepath.Join(root, "key"))
	if err != nil {
		return nil, err
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(string(key)))
	if err != nil {
		return nil, fmt.Errorf("key: %w", err)
	}
	signed, err := os.ReadFile(filepath.Join(root, "checkpoint"))
	if err != nil {
		return nil, err
	}
	head, err := open(signed, verifier)
	if err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	out := &report{Origin: head.origin, Size: head.tree.N, Root: head.tree.Hash.String(), Inclusion: map[string][]string{}, Consistency: map[string][]string{}}
	reader := tlog.TileHashReader(head.tree, folder{root})
	if err := out.entries(root, head.tree, reader, every); err != nil {
		return nil, err
	}
	if err := out.older(root, verifier, head.tree, reader); err != nil {
		return nil, err
	}
	if err := out.receipts(root, verifier); err != nil {
		return nil, err
	}
	return out, out.sign(head)
}

// open verifies a signed note and reads the checkpoint in it.
func open(signed []byte, verifier note.Verifier) (*checkpoint, error) {
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return nil, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 {
		return nil, fmt.Errorf("checkpoint has %d lines", len(lines))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return nil, err
	}
	hash, err := tlog.ParseHash(lines[2])
	if err != nil {
		return nil, err
	}
	return &checkpoint{lines[0], tlog.Tree{N: size, Hash: hash}}, nil
}

// entries reads all bundles to their ends, and proves every n-th entry from the tiles.
func (out *report) entries(root string, tree tlog.Tree, reader tlog.HashReader, every int64) error {
	for first := int64(0); first < tree.N; first += tileWidth {
		width := min(tileWidth, int(tree.N-first))
		// Go's level -1 tiles are the data tiles: same numbering as the entry bundles.
		path := tlog.Tile{H: tileHeight, L: -1, N: first / tileWidth, W: width}.Path()
		data, err := os.ReadFile(filepath.Join(root, strings.Replace(path, "tile/8/data/", "tile/entries/", 1)))
		if err != nil {
			return err
		}
		for index := first; index < first+int64(width); index++ {
			if len(data) < 2 {
				return fmt.Errorf("bundle ends before entry %d", index)
			}
			length := int(data[0])<<8 | int(data[1])
			if len(data) < 2+length {
				return fmt.Errorf("entry %d is cut off", index)
			}
			if index%every == 0 {
				if err := out.entry(index, data[2:2+length], tree, reader); err != nil {
					return err
				}
			}
			data = data[2+length:]
		}
		if len(data) != 0 {
			return fmt.Errorf("%d bytes after the last entry of its bundle", len(data))
		}
	}
	return nil
}

func (out *report) entry(index int64, leaf []byte, tree tlog.Tree, reader tlog.HashReader) error {
	proof, err := tlog.ProveRecord(tree.N, index, reader)
	if err != nil {
		return fmt.Errorf("entry %d: %w", index, err)
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(leaf)); err != nil {
		return fmt.Errorf("entry %d: %w", index, err)
	}
	out.Entries++
	out.Inclusion[strconv.FormatInt(index, 10)] = texts(proof)
	return nil
}

// older checks that the log only grew since each older checkpoint.
func (out *report) older(root string, verifier note.Verifier, tree tlog.Tree, reader tlog.HashReader) error {
	files, err := filepath.Glob(filepath.Join(root, "checkpoints", "*"))
	if err != nil {
		return err
	}
	sort.Strings(files)
	for _, file := range files {
		signed, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		old, err := open(signed, verifier)
		if err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(file), err)
		}
		proof, err := tlog.ProveTree(tree.N, old.tree.N, reader)
		if err != nil {
			return fmt.Errorf("consistency with %d: %w", old.tree.N, err)
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.tree.N, old.tree.Hash); err != nil {
			return fmt.Errorf("consistency with %d: %w", old.tree.N, err)
		}
		out.Consistency[strconv.FormatInt(old.tree.N, 10)] = texts(proof)
	}
	return nil
}

// receipts checks each .tlog-proof against the entry whose bytes lie beside it.
func (out *report) receipts(root string, verifier note.Verifier) error {
	files, err := filepath.Glob(filepath.Join(root, "receipts", "*.tlog-proof"))
	if err != nil {
		return err
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		leaf, err := os.ReadFile(strings.TrimSuffix(file, ".tlog-proof") + ".leaf")
		if err != nil {
			return err
		}
		if err := receipt(text, leaf, verifier); err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(file), err)
		}
		out.Receipts++
	}
	return nil
}

func receipt(text, leaf []byte, verifier note.Verifier) error {
	proofPart, signed, found := bytes.Cut(text, []byte("\n\n"))
	lines := strings.Split(string(proofPart), "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return fmt.Errorf("no c2sp.org/tlog-proof@v1")
	}
	lines = lines[1:]
	if strings.HasPrefix(lines[0], "extra ") {
		lines = lines[1:]
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "index "), 10, 64)
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	for _, line := range lines[1:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	head, err := open(signed, verifier)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, head.tree.N, head.tree.Hash, index, tlog.RecordHash(leaf))
}

// sign makes a note of the same text with a key of this program's own.
func (out *report) sign(head *checkpoint) error {
	private, public, err := note.GenerateKey(nil, "foreign.example/log")
	if err != nil {
		return err
	}
	signer, err := note.NewSigner(private)
	if err != nil {
		return err
	}
	text := fmt.Sprintf("foreign.example/log\n%d\n%s\n", head.tree.N, base64.StdEncoding.EncodeToString(head.tree.Hash[:]))
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return err
	}
	out.Note, out.Key = string(signed), public
	return nil
}

func texts(hashes []tlog.Hash) []string {
	all := make([]string, len(hashes))
	for index, hash := range hashes {
		all[index] = hash.String()
	}
	return all
}
