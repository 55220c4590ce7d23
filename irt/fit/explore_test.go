package fit_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt/files"
	"suyang/irt/fit"
)

func TestExplore(t *testing.T) {
	all, _ := filepath.Glob(os.Getenv("SUYANG_REFERENCE_DIR") + "/irt/ref/*.json")
	for _, path := range all {
		name := strings.TrimSuffix(filepath.Base(path), ".json")
		f := mirtFit{}
		content, _ := os.ReadFile(path)
		if json.Unmarshal(content, &f) != nil || f.ParTable == nil || f.ItemType == "" {
			continue
		}
		if f.SX2 == nil && f.M2 == nil && f.MarginalReliability == nil {
			continue
		}
		data := strings.SplitN(name, ".", 2)[0]
		c := files.Columns{}
		if strings.Contains(name, "mg_") {
			c.Group = map[string]string{"asvab": "GROUP_sexrace", "pisa_read": "GROUP_female", "fims_ausjpn": "GROUP_country", "timss_austwn": "GROUP_country"}[data]
		}
		if strings.Contains(name, "houwgt") {
			c.Weight = "WEIGHT_house"
		}
		table := readData(t, os.Getenv("SUYANG_REFERENCE_DIR")+"/irt/data/"+data+".csv", c)
		m := f.model(t, name, table.Items)
		if c.Group != "" {
			require.Equal(t, len(table.GroupNames), len(m.Groups))
			byName := map[string]fit.Group{}
			for _, g := range m.Groups {
				byName[g.Name] = g
			}
			m.Groups = nil
			for _, n := range table.GroupNames {
				m.Groups = append(m.Groups, byName[n])
			}
		}
		r, err := fit.Run(context.Background(), fit.Data{Responses: table.Responses, Weights: table.Weights, Groups: table.Groups}, m, fit.Options{Persons: true})
		if err != nil {
			fmt.Println(name, err)
			continue
		}
		fmt.Println("==", name, "params", r.Parameters)
		rel := func(what string, want, got float64) (float64, string) {
			if math.IsNaN(want) && math.IsNaN(got) {
				return 0, ""
			}
			d := math.Abs(got-want) / math.Max(math.Abs(want), 1e-3)
			if math.IsNaN(d) {
				d = 9e9
			}
			return d, fmt.Sprintf("%s want %.6g got %.6g", what, want, got)
		}
		worst := func(label string, n int, pair func(i int) (string, float64, float64)) {
			bad, text, count := 0.0, "", 0
			for i := range n {
				w, a, b := pair(i)
				d, s := rel(w, a, b)
				if d > 0.01 {
					count++
				}
				if d > bad {
					bad, text = d, s
				}
			}
			if bad > 1e-3 {
				fmt.Printf("   %-12s %d/%d worst %.4f %s\n", label, count, n, bad, text)
			}
		}
		its := r.Items
		worst("S_X2", len(f.SX2), func(i int) (string, float64, float64) {
			return its[i].ID, number(f.SX2[i]["S_X2"]), float64(its[i].SX2.Statistic)
		})
		worst("S_X2df", len(f.SX2), func(i int) (string, float64, float64) {
			return its[i].ID, number(f.SX2[i]["df.S_X2"]), float64(its[i].SX2.DF)
		})
		worst("S_X2rmsea", len(f.SX2), func(i int) (string, float64, float64) {
			return its[i].ID, number(f.SX2[i]["RMSEA.S_X2"]), float64(its[i].SX2.RMSEA)
		})
		worst("X2", len(f.X2), func(i int) (string, float64, float64) {
			return its[i].ID, number(f.X2[i]["X2"]), float64(its[i].X2.Statistic)
		})
		worst("X2df", len(f.X2), func(i int) (string, float64, float64) {
			return its[i].ID, number(f.X2[i]["df.X2"]), float64(its[i].X2.DF)
		})
		worst("X2rmsea", len(f.X2), func(i int) (string, float64, float64) {
			return its[i].ID, number(f.X2[i]["RMSEA.X2"]), float64(its[i].X2.RMSEA)
		})
		worst("G2", len(f.G2), func(i int) (string, float64, float64) {
			return its[i].ID, number(f.G2[i]["G2"]), float64(its[i].G2.Statistic)
		})
		worst("G2df", len(f.G2), func(i int) (string, float64, float64) {
			return its[i].ID, number(f.G2[i]["df.G2"]), float64(its[i].G2.DF)
		})
		for _, s := range []string{"infit", "z.infit", "outfit", "z.outfit"} {
			get := func(m fit.MeanSquares) float64 {
				return map[string]float64{"infit": float64(m.Infit), "z.infit": float64(m.InfitZ), "outfit": float64(m.Outfit), "z.outfit": float64(m.OutfitZ)}[s]
			}
			worst("item "+s, len(f.Infit), func(i int) (string, float64, float64) {
				return its[i].ID, number(f.Infit[i][s]), get(its[i].MeanSquares)
			})
			worst("person "+s, len(f.PersonFit), func(i int) (string, float64, float64) {
				return fmt.Sprint(i), number(f.PersonFit[i][s]), get(r.People[i].MeanSquares)
			})
		}
		worst("person Zh", len(f.PersonFit), func(i int) (string, float64, float64) {
			return fmt.Sprint(i), number(f.PersonFit[i]["Zh"]), float64(r.People[i].Zh)
		})
		n := len(its)
		if f.LD.Values != nil {
			for _, s := range []string{"LDX2", "V", "LDG2", "VG2", "Q3"} {
				pairs := [][2]int{}
				for i := range n {
					for j := i + 1; j < n; j++ {
						pairs = append(pairs, [2]int{i, j})
					}
				}
				worst(s, len(pairs), func(k int) (string, float64, float64) {
					i, j := pairs[k][0], pairs[k][1]
					p := r.Pairs[k]
					w := fmt.Sprint(i, j)
					switch s {
					case "LDX2":
						return w, f.LD.at(j, i), float64(p.LDX2)
					case "V":
						return w, f.LD.at(i, j), float64(p.V)
					case "LDG2":
						return w, f.LDG2.at(j, i), float64(p.LDG2)
					case "VG2":
						return w, f.LDG2.at(i, j), float64(p.VG2)
					}
					return w, f.Q3.at(j, i), float64(p.Q3)
				})
			}
		}
		for k, raw := range []json.RawMessage{f.M2, f.C2} {
			got := []*fit.LimitedInformation{r.M2, r.C2}[k]
			var want []map[string]any
			if json.Unmarshal(raw, &want) != nil || want == nil {
				if raw != nil && string(raw) != "null" {
					fmt.Println("   M2/C2", k, string(raw), got, r.Notes)
				}
				continue
			}
			if got == nil {
				fmt.Println("   M2/C2", k, "missing", r.Notes)
				continue
			}
			w := want[0]
			srmsr := number(w["SRMSR"])
			names := []string{"M2", "df", "p", "RMSEA", "RMSEA_5", "RMSEA_95", "SRMSR", "TLI", "CFI"}
			values := []float64{float64(got.Statistic), float64(got.DF), float64(got.P), float64(got.RMSEA), float64(got.RMSEALow), float64(got.RMSEAHigh), float64(r.Groups[0].SRMSR), float64(got.TLI), float64(got.CFI)}
			if math.IsNaN(srmsr) {
				for g, gf := range r.Groups {
					_ = g
					if d := math.Abs(float64(gf.SRMSR)/number(w["SRMSR."+gf.Name]) - 1); d > 1e-3 {
						fmt.Println("   SRMSR", gf.Name, gf.SRMSR, w["SRMSR."+gf.Name])
					}
				}
				values[6] = math.NaN()
			}
			worst("M2/C2 "+fmt.Sprint(k), len(names), func(i int) (string, float64, float64) { return names[i], number(w[names[i]]), values[i] })
		}
		if f.MarginalReliability != nil {
			worst("marginal", 1, func(int) (string, float64, float64) {
				return "", *f.MarginalReliability, float64(r.Groups[0].Reliability.Marginal)
			})
		}
		for _, v := range f.Scores.EmpiricalReliability {
			worst("empirical", 1, func(int) (string, float64, float64) { return "", v, float64(r.Groups[0].Reliability.EAP[0]) })
			break
		}
	}
}
