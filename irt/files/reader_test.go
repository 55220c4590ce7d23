package files_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/files"
)

const none = irt.MissingCell

func read(text string, c files.Columns) (*files.Table, error) {
	r, err := files.NewReader(strings.NewReader(text), "r.csv", c)
	if err != nil {
		return nil, err
	}
	return files.ReadTable(r)
}

func TestReads(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text    string
		columns files.Columns
		want    files.Table
	}{
		"codes": {"a,b\n0,1\n1,0\n", files.Columns{}, files.Table{
			Responses: irt.Responses{Items: []string{"a", "b"}, Cells: []uint8{0, 1, 1, 0}},
			Codes:     [][]int{{0, 1}, {0, 1}},
		}},
		"codes from 1, with a gap, of two digits": {"a,b\n1,10\n2,12\n4,10\n", files.Columns{}, files.Table{
			Responses: irt.Responses{Items: []string{"a", "b"}, Cells: []uint8{0, 0, 1, 1, 2, 0}},
			Codes:     [][]int{{1, 2, 4}, {10, 12}},
		}},
		"missing responses": {"a,b,c\n,NA,1\n0,\"\",\n", files.Columns{}, files.Table{
			Responses: irt.Responses{Items: []string{"a", "b", "c"}, Cells: []uint8{none, none, 0, 0, none, none}},
			Codes:     [][]int{{0}, nil, {1}},
		}},
		"one column": {"a\n1\n\n0\n", files.Columns{}, files.Table{
			Responses: irt.Responses{Items: []string{"a"}, Cells: []uint8{1, none, 0}},
			Codes:     [][]int{{0, 1}},
		}},
		"byte order mark, carriage returns, quotes, spaces, decimals, no last newline": {
			"\xef\xbb\xbf\"a\", \"b,\"\"x\"\"\" ,c\r\n \"1\" , 0 ,1.0\r\n0,1.,1\r\n1,1,0", files.Columns{}, files.Table{
				Responses: irt.Responses{Items: []string{"a", `b,"x"`, "c"}, Cells: []uint8{1, 0, 1, 0, 1, 1, 1, 1, 0}},
				Codes:     [][]int{{0, 1}, {0, 1}, {0, 1}},
			},
		},
		"empty lines at the end": {"a,b\n0,1\n1,0\n\n\r\n", files.Columns{}, files.Table{
			Responses: irt.Responses{Items: []string{"a", "b"}, Cells: []uint8{0, 1, 1, 0}},
			Codes:     [][]int{{0, 1}, {0, 1}},
		}},
		"what is not an item": {
			"ID_pupil,a,GROUP_land,sex,b,WEIGHT_total,name,COV_x,ID_school,COV_ses\n17,0,here,1,1,2.5,Li,x,S2,-1.5\n18,1,there,0,0,0,\"Wang, Z\",y,S1,2e1\n",
			files.Columns{ID: "name", Group: "GROUP_land", Weight: "WEIGHT_total", Cluster: "ID_school", Covariates: []string{"COV_ses", "sex"}},
			files.Table{
				Responses: irt.Responses{Items: []string{"a", "b"}, Cells: []uint8{0, 1, 1, 0}},
				Codes:     [][]int{{0, 1}, {0, 1}},
				IDs:       []string{"Li", "Wang, Z"}, Groups: []int{0, 1}, GroupNames: []string{"here", "there"}, Weights: []float64{2.5, 0},
				Clusters: []int{1, 0}, Covariates: [][]float64{{1, -1.5}, {0, 20}}, CovariateNames: []string{"sex", "COV_ses"},
			},
		},
		"groups in the order of their names": {
			"a,g\n0,b\n1,a\n0,b\n", files.Columns{Group: "g"},
			files.Table{
				Responses: irt.Responses{Items: []string{"a"}, Cells: []uint8{0, 1, 0}}, Codes: [][]int{{0, 1}},
				Groups: []int{1, 0, 1}, GroupNames: []string{"a", "b"},
			},
		},
		"the items asked for": {
			"x,a,text\n7,0,abc\n8,1,def\n", files.Columns{Items: []string{"a", "z"}},
			files.Table{Responses: irt.Responses{Items: []string{"a"}, Cells: []uint8{0, 1}}, Codes: [][]int{{0, 1}}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := read(c.text, c.columns)
			require.NoError(t, err)
			require.Equal(t, c.want, *got)
		})
	}
}

func TestSaysWhatIsWrongWithResponses(t *testing.T) {
	t.Parallel()
	byID := files.Columns{ID: "id"}
	for name, c := range map[string]struct {
		text    string
		columns files.Columns
		message string
	}{
		"empty file":             {"", files.Columns{}, "r.csv: the file is empty; its first line must name the columns"},
		"header only":            {"a,b\n", files.Columns{}, "r.csv: there are no persons below the header"},
		"semicolons":             {"a;b\n1;0\n", files.Columns{}, "r.csv:1: the columns are not separated by commas; save the file as comma-separated"},
		"empty name":             {"a,,b\n", files.Columns{}, "r.csv:1: column 2: the header is empty; give the column a name"},
		"same name":              {"a,b,a\n", files.Columns{}, "r.csv:1: column 3 (a): column 1 has the same name; rename one of them"},
		"no item":                {"ID_a,COV_b\n", files.Columns{}, "r.csv:1: no column is an item; the columns are ID_a, COV_b"},
		"unknown column":         {"a,b\n", files.Columns{Weight: "w"}, `r.csv:1: there is no column "w"; the columns are a, b`},
		"many columns":           {"a,b,c,d,e,f,g,h,i,j\n", byID, `r.csv:1: there is no column "id"; the columns are a, b, c, d, e, f, g, h and 2 more`},
		"text":                   {"a,b\n0,1\n0,yes\n", files.Columns{}, `r.csv:3: column 2 (b): "yes" is not an integer code; write 0, 1, 2 ..., or leave it empty where missing; if the column is not an item, name it as id, group, weight or covariate`},
		"long text":              {"a,b\n0," + strings.Repeat("y", 99) + "\n", files.Columns{}, `r.csv:2: column 2 (b): "` + strings.Repeat("y", 40) + `" is not an integer code`},
		"fraction":               {"a,b\n0,1.5\n", files.Columns{}, `r.csv:2: column 2 (b): "1.5" is not an integer code`},
		"negative":               {"a,b\n0,-9\n", files.Columns{}, `r.csv:2: column 2 (b): "-9" is not an integer code`},
		"large":                  {"a,b\n0,251\n", files.Columns{}, "r.csv:2: column 2 (b): code 251 is above 250; if the column is not an item"},
		"huge":                   {"a,b\n0,99999999999999999999\n", files.Columns{}, "r.csv:2: column 2 (b): \"99999999999999999999\" is not an integer code"},
		"short row":              {"a,b,c\n0,1,1\n0,1\n", files.Columns{}, "r.csv:3: column 2 (b): the line ends after 2 of 3 fields; add the missing ones"},
		"long row":               {"a,b\n0,1\n0,1,\n", files.Columns{}, "r.csv:3: column 2 (b): the line has more than 2 fields; remove the surplus"},
		"open quote":             {"a,b\n0,\"1\n", files.Columns{}, "r.csv:2: column 2 (b): a quote is not closed on its line"},
		"text after a quote":     {"a,b\n0,\"1\"2\n", files.Columns{}, "r.csv:2: column 2 (b): text follows a closing quote"},
		"open quote in header":   {"a,\"b\n", files.Columns{}, "r.csv:1: column 2: a quote is not closed on its line"},
		"empty line":             {"a,b\n0,1\n\n\n1,0\n", files.Columns{}, "r.csv:3: the line is empty; remove it"},
		"same identity":          {"id,a\nx,0\ny,1\nx,1\n", byID, `r.csv:4: column 1 (id): "x" is also on line 2; identities must differ`},
		"no identity":            {"id,a\n,0\n", byID, "r.csv:2: column 1 (id): the identity is missing; give the person one"},
		"no group":               {"g,a\nNA,0\n", files.Columns{Group: "g"}, "r.csv:2: column 1 (g): the group is missing; give the person one or remove the line"},
		"negative weight":        {"w,a\n-1,0\n", files.Columns{Weight: "w"}, `r.csv:2: column 1 (w): "-1" is not a weight; write a number of 0 or more`},
		"weight is not a number": {"w,a\nNaN,0\n", files.Columns{Weight: "w"}, `r.csv:2: column 1 (w): "NaN" is not a weight`},
		"covariate of text":      {"x,a\nf,0\n", files.Columns{Covariates: []string{"x"}}, `r.csv:2: column 1 (x): "f" is not a number; covariates must be numbers`},
		"no cluster":             {"s,a\nNA,0\n", files.Columns{Cluster: "s"}, "r.csv:2: column 1 (s): the cluster is missing"},
		"column of two purposes": {"s,a\n1,0\n", files.Columns{Cluster: "s", Group: "s"}, "r.csv:1: column 1 (s): the column is named for two purposes"},
		"no weight":              {"w,a\n,0\n", files.Columns{Weight: "w"}, `r.csv:2: column 1 (w): "" is not a weight`},
		"not a text file":        {"a,b\n" + strings.Repeat("x", 1<<21), files.Columns{}, "r.csv:2: the line is longer than 1048576 bytes; is this a CSV file?"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := read(c.text, c.columns)
			require.ErrorContains(t, err, c.message)
			var fault *files.Error
			require.ErrorAs(t, err, &fault)
		})
	}
}

func TestTooManyCodes(t *testing.T) {
	t.Parallel()
	text := "age,a\n"
	for i := range 65 {
		text += fmt.Sprintf("%d,%d\n", i, i%2)
	}
	_, err := read(text, files.Columns{})
	require.EqualError(t, err, "r.csv: age: 65 different codes, at most 64 are supported; if the column is not an item, name it as id, group, weight or covariate")
}

func TestReadsInBlocks(t *testing.T) {
	t.Parallel()
	r, err := files.NewReader(strings.NewReader("id,a,b\np,0,1\nq,1,1\nr,,0\n"), "r.csv", files.Columns{ID: "id"})
	require.NoError(t, err)
	require.Equal(t, []string{"a", "b"}, r.Items())
	var b files.Block
	require.NoError(t, r.Read(&b, 2))
	require.Equal(t, files.Block{Codes: []uint8{0, 1, 1, 1}, IDs: []string{"p", "q"}, Line: 2, Persons: 2}, b)
	require.NoError(t, r.Read(&b, 2))
	require.Equal(t, []uint8{none, 0}, b.Codes)
	require.Equal(t, 4, b.Line)
	require.Equal(t, 1, b.Persons)
	require.Equal(t, io.EOF, r.Read(&b, 2))
	require.Zero(t, b.Persons)
}

func TestGapsAreTold(t *testing.T) {
	t.Parallel()
	table, err := read("a,b,c\n1,0,2\n2,2,\n3,0,\n", files.Columns{})
	require.NoError(t, err)
	gaps := table.Gaps()
	require.Len(t, gaps, 1)
	require.Equal(t, "b", gaps[0].Item)
	require.Equal(t, files.Recoded, gaps[0].Kind)
	require.Contains(t, gaps[0].Message, "[0 2]")
}

func FuzzReader(f *testing.F) {
	for _, seed := range []string{
		"a,b\n0,1\n", "ID_x,a,g,w\n1,0,h,2\n", "\xef\xbb\xbf\"a\",b\r\n1.0,NA\r\n\r\n", "a\n\n1", "a,b\n\"1\",\"\"\"\"\n", ",\n", "a;b",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, c := range []files.Columns{{}, {ID: "a"}, {Group: "g", Weight: "w"}, {Items: []string{"a"}}} {
			table, err := read(text, c)
			if err != nil {
				require.NotEmpty(t, err.Error())
				continue
			}
			require.Len(t, table.Cells, table.Persons()*len(table.Items))
			for i := range table.Persons() {
				for j, cell := range table.Row(i) {
					require.True(t, cell == none || int(cell) < len(table.Codes[j]))
				}
			}
		}
	})
}

func BenchmarkReader(b *testing.B) {
	var text strings.Builder
	text.WriteString("i0")
	for j := 1; j < 60; j++ {
		fmt.Fprintf(&text, ",i%d", j)
	}
	for range 10000 {
		text.WriteString("\n1" + strings.Repeat(",0", 59))
	}
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		if _, err := read(text.String(), files.Columns{}); err != nil {
			b.Fatal(err)
		}
	}
}
