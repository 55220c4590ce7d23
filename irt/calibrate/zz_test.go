package calibrate
import ("testing";"os";"strings";"fmt";"context";"encoding/json";"path/filepath";"compress/gzip";"io";"time"; "suyang/irt")
func load(f string) Data {
	r,_:=os.Open(f); var rd io.Reader=r; if strings.HasSuffix(f,".gz"){rd,_=gzip.NewReader(r)}
	b,_:=io.ReadAll(rd)
	lines:=strings.Split(strings.TrimSpace(string(b)),"\n")
	var d Data; var cols []int
	for i,h:=range strings.Split(lines[0],",") { if strings.HasPrefix(h,"GROUP_")||strings.HasPrefix(h,"COV_")||strings.HasPrefix(h,"ID_")||strings.HasPrefix(h,"WEIGHT_"){continue}; d.Items=append(d.Items,h); cols=append(cols,i)}
	mins:=make([]int,len(cols)); maxs:=make([]int,len(cols)); for i:=range mins{mins[i]=99}
	for _,l:=range lines[1:]{ f:=strings.Split(l,","); for k,c:=range cols{ v:=255; if f[c]!=""&&f[c]!="NA"{ v=int(f[c][0]-'0'); mins[k]=min(mins[k],v);maxs[k]=max(maxs[k],v)}; d.Cells=append(d.Cells,uint8(v))}}
	for i:=range d.Cells{ if d.Cells[i]!=255 {d.Cells[i]-=uint8(mins[i%len(cols)])}}
	for k:=range cols{ d.Categories=append(d.Categories,max(0,maxs[k]-mins[k]+1))}
	return d
}
func TestZZ(t *testing.T){
	for _,c:=range []struct{f,r string; m irt.Model}{
	{"lsat7","2PL",irt.TwoPL},{"lsat6","2PL",irt.TwoPL},{"fims_ausjpn","2PL",irt.TwoPL},{"science","graded",irt.GRM},{"timss_austwn","2PL_gpcm",irt.TwoPL},{"timss_austwn","graded",irt.GRM},{"science","gpcm",irt.GPCM},{"science7","gpcm",irt.GPCM},{"science7","graded",irt.GRM},{"environment","graded",irt.GRM},{"sat12","2PL",irt.TwoPL},{"sat12_na","2PL",irt.TwoPL},{"pisa_math","2PL",irt.TwoPL},{"pisa_read","2PL",irt.TwoPL},{"pirls_na","2PL",irt.TwoPL},{"timss11_g4_aut","2PL",irt.TwoPL},{"lsat7","3PL",irt.ThreePL},{"lsat6","3PL",irt.ThreePL},{"sat12","3PL",irt.ThreePL},{"fims_ausjpn","3PL",irt.ThreePL}}{
		d:=load("/work/shared/irt/data/"+c.f+".csv")
		b,err:=os.ReadFile(filepath.Join("/work/shared/irt/ref",c.f+"."+c.r+".json")); if err!=nil{t.Fatal(err)}
		var ref struct{LogLik float64 `json:"logLik"`; AIC,BIC float64; Cycles int; Parameters struct{SI map[string]struct{Cols []string; Values [][]any} `json:"slope_intercept"`}}
		if err:=json.Unmarshal(b,&ref);err!=nil{t.Log(err)}
		for _,tol:=range []float64{1e-4,1e-8}{
		t0:=time.Now()
		r,err:=Run(context.Background(),d,Options{Model:c.m,Tol:tol})
		if err!=nil{t.Error(c.f,err);continue}
		el:=time.Since(t0)
		t0=time.Now()
		r2,err:=Run(context.Background(),d,Options{Model:c.m,Tol:tol,SE:Oakes,MaxCycles:r.Cycles})
		if err!=nil{t.Error(c.f,err);continue}
		worst,wse,worstI:=0.0,0.0,""
		for ii,e:=range r2.Items{ p:=ref.Parameters.SI[e.ID]; var vals,ses []float64
			for k,cn:=range p.Cols { if cn=="a1"||(cn[0]=='d'&&cn!="d0") { v,_:=p.Values[0][k].(float64); vals=append(vals,v); s,_:=p.Values[1][k].(float64); ses=append(ses,s)}}
			mine:=append([]float64{e.A},e.D...)
			if e.SE==nil{ continue}
			ms:=append([]float64{e.SE.A},e.SE.D...)
			for k:=range mine { if x:=abs(mine[k]-vals[k]);x>worst{worst=x;worstI=e.ID}; if x:=abs(ms[k]/ses[k]-1);x>wse{wse=x}}
			_=ii
		}
		fmt.Printf("%-16s %-8s tol %.0e cycles %4d (%4d) dll %9.6f worst %.5f %s wse %.5f dAIC %.5f dBIC %.4f %v %v problems %d\n",c.f,c.r,tol,r.Cycles,ref.Cycles,r.LogLikelihood-ref.LogLik,worst,worstI,wse,r.AIC-ref.AIC,r.BIC-ref.BIC,el,time.Since(t0),len(r2.Problems))
		if tol<1e-6 {for _,p:=range r2.Problems{fmt.Println("   ",p.Message)}}
		}
	}
}
func abs(x float64) float64{ if x<0{return -x};return x}
func TestBig(t *testing.T){
	for _,c:=range []struct{f string; m irt.Model}{{"a_2pl_50k_60",irt.TwoPL},{"c_grm_50k_40",irt.GRM},{"b_3pl_50k_60",irt.ThreePL},{"d_mg2pl_book_50k_120",irt.TwoPL}}{
		d:=load("/work/shared/irt/big/"+c.f+".csv.gz")
		t0:=time.Now()
		r,err:=Run(context.Background(),d,Options{Model:c.m})
		fmt.Println(c.f,err,r.LogLikelihood,r.Cycles,r.Verdict(),time.Since(t0))
	}
}
